door-in = ✅ Je bent er, { $name }. Fijn dat je er bent!
door-wrong = 🔢 Die code klopt niet, of is al voorbij. Kijk nog eens op de gsm van de jeugdwerker.
door-ask = 🙋 Laat de code maar. Zeg tegen de jeugdwerker dat je er bent: { $name }.
door-walk-in = 👋 Welkom! Zeg gewoon dag tegen de jeugdwerker. Die telt hoeveel jongeren er zijn. Je naam hoeft niemand te weten.
