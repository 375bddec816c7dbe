# Links as pictures, to be printed.
qr-do = 🔳 QR om te printen
qr-sent = 🔳 Hieronder komt een bestand.
qr-square-file = qr-plein.png
qr-square = 🔳 { $title }. Print deze QR minstens 3 cm groot, met de witte rand eromheen. Wie hem scant, kan dit plein volgen: { $link }
qr-card-file = qr-ontmoeting.png
qr-card = 🔳 { $title }. Print deze QR minstens 3 cm groot, met de witte rand eromheen. Wie hem scant, leest deze ontmoeting en kan een plaats vragen: { $link }
qr-code-file = qr-code-{ $number }.png
qr-code = 🔳 { $title }, code { $number }, voor { $people ->
    [one] 1 jongere
   *[other] { $people } jongeren
 }. Geef deze QR aan wie je in gedachten hebt, en hang hem nergens op. Print hem minstens 3 cm groot, met de witte rand eromheen: { $link }
