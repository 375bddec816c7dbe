# What stands in the place of something that was masked, between two bars.
mask-email = adresse e-mail
mask-link = lien
mask-handle = nom de compte
mask-pv-number = numéro de PV
mask-badge = policier
mask-iban = numéro de compte
mask-register-number = numéro national
mask-phone = numéro de téléphone
mask-plate = plaque
mask-address = adresse
