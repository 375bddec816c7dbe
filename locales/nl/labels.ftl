# Labels beside a code.
labels-do = 🔖 Labels
labels-choose = 🔖 Welke labels passen bij { $code }? Hoogstens { $max }. Tik om er een te zetten of weg te halen.
labels-do-next = ➡️ Meer
labels-card = 🔖 { $labels }
labels-full = 🔖 Er staan al { $max } labels op. Haal er eerst een weg.
labels-gone = 🔖 Dit label bestaat niet meer.
