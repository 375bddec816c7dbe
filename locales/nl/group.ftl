# In a team's group: said in both languages, and never anything about a question.
group-hello = 👋 Typ /koppel om deze groep te koppelen. Hier komt nooit een vraag te staan.
group-linked = 🔗 Gekoppeld. Wachten er vragen, dan hoort de groep dat hoogstens elk half uur. Meer niet.
group-linked-already = 🔗 Deze groep is al gekoppeld. Stoppen kan met /ontkoppel.
group-unlinked = 👋 Losgekoppeld. Hier komt niets meer.
group-not-linked = 🙂 Deze groep is niet gekoppeld.
group-not-here = 🙂 Dat kan hier niet.
group-waiting = 🔔 Er wachten vragen.
