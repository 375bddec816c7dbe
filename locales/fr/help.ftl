help-now = 🆘 Appelle quelqu'un, tout de suite. Ici, ce n'est pas un numéro d'urgence. Les boutons montrent aussi où écrire, et d'autres aides.
help-danger-shut = ❤️ C'est bien que tu le dises. Ici, ce n'est pas un numéro d'urgence : personne ici ne voit où tu es, et on ne peut pas te répondre maintenant. Eux, oui. Besoin d'aide maintenant ? Appelle tout de suite.
help-danger = ❤️ C'est bien que tu le dises. Ici, ce n'est pas un numéro d'urgence : personne ici ne voit où tu es. Besoin d'aide maintenant ? Appelle tout de suite. Si tu envoies ta question ci-dessous, elle passe devant.
help-danger-search = ❤️ C'est bien que tu le dises. Ici, ce n'est pas un numéro d'urgence : personne ici ne voit où tu es. Besoin d'aide maintenant ? Appelle tout de suite. Si tu en fais une question ci-dessous, elle passe devant.
help-danger-perhaps = ❤️ Il se passe quelque chose de grave, pour toi ou quelqu'un d'autre ? Appelle tout de suite. Ici, ce n'est pas un numéro d'urgence : personne ici ne voit où tu es. Si c'est autre chose, continue simplement.
help-back = 🆘 Toute l'aide
help-line = { $name } : { $reach }
help-also-in = aussi { $languages }
# Each by its own name.
help-language-ar = العربية
help-language-de = Deutsch
help-language-en = English
help-language-es = Español
help-language-pl = Polski
help-language-ro = Română
help-language-tr = Türkçe
