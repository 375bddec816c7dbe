# Coming by the code of a youth worker or a partner.
code-asked = 🤝 Een jeugdwerker denkt aan jou. Met deze code ga je voor wie er geen heeft:
code-gone = ⌛ Deze code werkt niet meer. Zelf een plaats vragen kan wel, zoals iedereen.
code-card = 👀 De ontmoeting
code-counts = 🤝 Je code telt: je gaat nu voor wie er geen heeft.
code-in-vain = ⌛ Deze code telt niet meer, of niet voor twee. Aan je plaats verandert niets.
