# Links as pictures, to be printed.
qr-do = 🔳 QR à imprimer
qr-sent = 🔳 Un fichier arrive ici.
qr-square-file = qr-endroit.png
qr-square = 🔳 { $title }. Imprime ce QR en 3 cm au moins, avec le bord blanc autour. Qui le scanne peut suivre cet endroit : { $link }
qr-card-file = qr-rencontre.png
qr-card = 🔳 { $title }. Imprime ce QR en 3 cm au moins, avec le bord blanc autour. Qui le scanne lit cette rencontre et peut demander une place : { $link }
qr-code-file = qr-code-{ $number }.png
qr-code = 🔳 { $title }, code { $number }, pour { $people ->
    [one] 1 jeune
   *[other] { $people } jeunes
 }. Donne ce QR à qui tu penses, et ne l'affiche nulle part. Imprime-le en 3 cm au moins, avec le bord blanc autour : { $link }
