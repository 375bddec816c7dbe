# What stands in the place of something that was masked, between two bars.
mask-email = e-mailadres
mask-link = link
mask-handle = accountnaam
mask-pv-number = pv-nummer
mask-badge = agent
mask-iban = rekeningnummer
mask-register-number = rijksregisternummer
mask-phone = telefoonnummer
mask-plate = nummerplaat
mask-address = adres
