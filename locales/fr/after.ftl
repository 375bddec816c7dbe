# Reading afterwards what went out urgent with nobody but its author having read it.
after-read = 👀 { $code } était urgent et est parti sans second lecteur. La réponse est juste ? Sinon, dis-le à ton collègue, ou corrige. Ceci reste ici jusqu'à { $until }.
after-do-good = 👍 C'est bon
after-do-say = 💬 Dire un mot
after-good = 👍 Merci, { $code } est relu.
after-told-good = 👍 Un collègue a relu { $code } : c'est bon.
after-type = 💬 Que veux-tu dire sur la réponse à { $code } ? { $max } caractères au plus. Seul son auteur le lit.
after-said = 💬 Merci. L'auteur de { $code } lira ton mot.
after-told-comment = 💬 Un collègue a relu { $code } et te laisse un mot.
after-came-back = 💬 { $code } : ceci est parti, et un collègue l'a relu. Ceci reste ici jusqu'à { $until }.
after-comment = 💬 Ton collègue dit :
after-do-seen = 👌 Lu
after-seen = 👌 Bien. { $code } est relu.
after-nobody = 👀 { $code } était urgent et est parti sans second lecteur. Personne ne l'a relu en deux jours ouvrables. Tu le lis ?
after-own = 👀 C'est toi qui as écrit ceci : un collègue le relit.
after-by-other = 👀 Un collègue lit ceci en ce moment.
after-over = 👀 Personne ne doit plus relire ceci.
