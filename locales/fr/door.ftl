door-in = ✅ Tu es là, { $name }. Content de te voir !
door-wrong = 🔢 Ce code n'est pas bon, ou il est passé. Regarde encore le GSM de l'éducateur.
door-ask = 🙋 Laisse tomber le code. Dis à l'éducateur que tu es là : { $name }.
door-walk-in = 👋 Bienvenue ! Va dire bonjour à l'éducateur. Il compte combien de jeunes sont là. Personne ne doit savoir ton nom.
