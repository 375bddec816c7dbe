# After an answer that helped, once.
share-ask = 📚 Mogen anderen dit ook lezen, zonder jou? Een jeugdwerker herschrijft het, zonder namen, plaatsen of data. Het komt er pas na { $days } dagen. Nee is ook goed.
share-yes = ✅ Ja, dat mag
share-no = 🙅 Liever niet
share-thanks = 🙏 Dank je! Terugnemen kan nog { $days } dagen, bij 📬 Mijn vragen. Wis je je vraag voordien, dan gaat je ja mee weg. Daarna weten we niet meer van wie ze was. Wat ervan gemaakt wordt, blijft dan staan, ook als je alles wist.
share-private = 👌 Goed. Het blijft tussen ons.
share-take-back = 🙅 Toch niet delen
