signal-task-due = Tâche à faire
reason-task-due = Une tâche demandée le { $cause } { $passed ->
    [yes] était à faire pour le { $due } : elle attend.
   *[no] est à faire pour le { $due }.
  }
consequence-task-due = L’autre équipe compte dessus : faites-la, ou dites qu’elle n’est plus utile.
answer-see-tasks = Voir les tâches

act-task-asked = Une tâche a été demandée.
act-task-done = Une tâche a été faite.
act-task-dropped = Une tâche n’est plus utile.
act-task-reopened = Une tâche est de nouveau à faire.
act-task-taken = Quelqu’un s’est chargé d’une tâche.
act-task-given-back = Une tâche est de nouveau à répartir.
told-task-asked = Tâche demandée à { $owner } pour le { $due } : { $what }
told-task-done = Tâche faite : { $what }
told-task-dropped = Tâche qui n’est plus utile : { $what }
told-task-reopened = Tâche de nouveau à faire : { $what }
told-task-taken = Se charge de la tâche : { $what }
told-task-given-back = Tâche de nouveau à répartir : { $what }

task-kind-call = Appeler le jeune
task-kind-meet = Rencontrer le jeune
task-kind-document = Réunir un document
task-kind-company-search = Chercher une entreprise
task-kind-call-company = Appeler l’entreprise
task-kind-procedure = Aider à une démarche
task-kind-report = Donner des nouvelles à l’autre équipe
task-kind-words = { $kind } : { $words }

tasks-title = Tâches partagées
tasks-none = Aucune tâche en cours.
tasks-to-do = Vos tâches pour ce jeune
task-title = Demander une tâche pour { $name }
task-lead = Une tâche a toujours une équipe qui s’en charge et une échéance. Elle apparaît dans sa journée une semaine avant, ou tout de suite quand l’autre équipe la demande.
task-what = Que faut-il faire ?
task-what-else = Autre chose, à écrire ci-dessous
task-words = Précision
task-words-help = En quelques mots. Facultatif si vous avez choisi une tâche dans la liste. Ni numéro de sécurité sociale, ni détail de santé.
task-for = Qui s’en charge ?
task-for-me = Moi
task-for-all = { $name } (à répartir)
task-due = Pour quand ?
task-shared = Les deux équipes qui accompagnent ce jeune verront la tâche, votre nom, l’échéance et ce qu’elle devient.
task-ask = Demander une tâche
task-asked-by = demandée par { $who }, { $on }
task-state-done = faite par { $who }, { $on }
task-state-dropped = plus utile, dit { $who }, { $on }
task-do-done = C’est fait
task-do-dropped = Plus utile
task-do-reopened = À refaire
task-do-taken = Je m’en charge
task-do-given-back = À répartir

toast-task-asked = La tâche est demandée.
toast-task-done = La tâche est faite.
toast-task-dropped = La tâche n’est plus à faire.
toast-task-reopened = La tâche est de nouveau à faire.
toast-task-taken = Vous vous chargez de la tâche.
toast-task-given-back = La tâche est de nouveau à répartir.

problem-task-words = Choisissez une tâche dans la liste ou écrivez-la, en 200 caractères au plus.
problem-task-due = Donnez une échéance, d’aujourd’hui à un an.
problem-task-owner = Choisissez qui s’en charge, parmi ceux qui accompagnent ce jeune.
problem-task-stranger = Cette tâche concerne deux autres structures.
problem-task-not-owner = Seule la structure qui doit faire cette tâche la répartit.
problem-task-closed = Cette tâche est déjà terminée.
problem-task-still-open = Cette tâche n’est pas terminée.
problem-task-yours = Vous vous chargez déjà de cette tâche.
problem-task-nobodys = Personne ne s’est chargé de cette tâche.

act-message-written = Un message a été écrit dans le fil.
act-message-removed = Un message du fil a été retiré.
nav-messages = Messages
nav-unread = non lus
thread-section = Fil entre les deux équipes
thread-title = Fil à propos de { $name }
thread-lead = Ce que se disent les équipes qui accompagnent ce jeune. Rien de ce fil ne part vers un autre logiciel, et le jeune peut le lire en demandant ses données.
thread-all = Tout le fil
thread-none = Aucun message.
thread-read = Marquer comme lu
message-label = Votre message
message-help = 2 000 caractères au plus. Ni numéro de sécurité sociale, ni numéro de carte, ni détail de santé.
message-mention = Qui voulez-vous prévenir ?
message-mention-help = Facultatif. Sans choix, le message prévient ceux qui suivent ce jeune et ceux qui ont déjà écrit ; si personne n’est connu dans une équipe, toute l’équipe.
message-name-somebody = Prévenir quelqu’un…
message-send = Envoyer
message-seen-by = Vos collègues et { $names } liront ce message et votre nom.
message-seen-by-us = Seule votre structure accompagne ce jeune : vos collègues liront ce message et votre nom.
message-for = Pour { $names }
message-gone = Message retiré par son auteur.
message-remove = Retirer
messages-title = { $n ->
    [0] Aucun nouveau message
    [one] Un nouveau message
   *[other] { $n } nouveaux messages
  }
messages-lead = Les messages des fils qui vous concernent et que vous n’avez pas lus.
messages-none = Vous avez tout lu.
messages-mentioned = Vous êtes prévenu
messages-in-thread = { $n ->
    [1] Un message
   *[other] { $n } messages
  }, { $when }
desk-messages = { $n ->
    [1] Un nouveau message sur vos jeunes
   *[other] { $n } nouveaux messages sur vos jeunes
  }
toast-message-written = Le message est envoyé.
toast-message-removed = Le message est retiré.
toast-thread-read = Le fil est marqué comme lu.
problem-message-words = Écrivez un message, en 2 000 caractères au plus.
problem-message-mention = Choisissez des personnes qui accompagnent ce jeune.
problem-message-lent = Le fil est réservé aux structures qui accompagnent ce jeune.
problem-message-too-late = Un message se retire dans les 30 minutes, une seule fois.
archive-messages = Ce que les équipes se sont écrit

act-obstacle-opened = Un frein a été signalé.
act-obstacle-ended = Un frein a pris fin.
told-obstacle-opened = Frein signalé : { $what }
told-obstacle-ended = Frein terminé : { $what } ({ $outcome })
nav-obstacles = Freins
nav-services = Services
obstacle-housing = Logement
obstacle-health-access = Accès aux soins
obstacle-mobility = Mobilité
obstacle-money = Argent
obstacle-administrative = Démarches et papiers
obstacle-language = Langue française
obstacle-childcare = Garde d’enfant
obstacle-digital = Numérique
obstacle-rights = Accès aux droits
outcome-solved = Levé
outcome-eased = Moins gênant
outcome-handed-over = Confié à un service
outcome-declined = Le jeune ne souhaite pas d’aide
outcome-mistaken = Signalé par erreur
obstacles-title = Freins
obstacles-none = Aucun frein signalé.
obstacles-counted = { $n ->
    [0] Aucun frein signalé
    [one] Un frein signalé
   *[other] { $n } freins signalés
  }
obstacles-lead = Les freins en cours des jeunes que votre structure accompagne. Choisissez-en un pour voir qui est concerné.
obstacles-nobody = Aucun jeune n’a de frein en cours.
obstacles-people = { $n ->
    [1] un jeune
   *[other] { $n } jeunes
  }
obstacle-since = signalé { $on } par { $who }
obstacle-ended = { $outcome }, { $on }, par { $who }
obstacle-help = Qui peut aider
obstacle-no-help = Aucun service connu pour ce frein : votre administrateur peut en ajouter dans « Services ».
obstacle-end = Terminer
obstacle-which = Signaler un frein
obstacle-choose = Choisir…
obstacle-shared = Les deux équipes verront ce frein, sa date et votre nom. Jamais de détail, surtout de santé.
obstacle-open = Signaler
toast-obstacle-opened = Le frein est signalé.
toast-obstacle-ended = Le frein est terminé.
problem-obstacle-open = Ce frein est déjà signalé.
problem-obstacle-ended = Ce frein est déjà terminé.

services-title = { $n ->
    [0] Services : aucun
    [one] Services : un
   *[other] Services : { $n }
  }
services-lead = Qui peut aider un jeune à lever un frein. Les équipes les voient sur la fiche de chaque jeune concerné.
services-list = Services connus
services-none = Aucun service pour le moment.
service-add = Ajouter un service
service-edit = Corriger
service-remove = Retirer
service-name = Nom du service
service-themes = Pour quels freins ?
service-contact = Personne à demander
service-web = Site
toast-service-kept = Le service est enregistré.
toast-service-removed = Le service est retiré.
problem-service-name = Donnez le nom du service.
problem-service-theme = Choisissez au moins un frein.
problem-service-web = L’adresse du site commence par https://.
problem-service-length = 120 caractères au plus.

signal-appointment-missed = Rendez-vous manqué
signal-appointment-untold = Rendez-vous à renseigner
reason-appointment-missed = N’est pas venu au rendez-vous du { $cause }, et rien n’a suivi.
reason-appointment-untold = Rendez-vous le { $cause } : personne n’a dit s’il a eu lieu.
consequence-appointment-missed = Un appel dans les trois jours évite souvent que le lien se perde.
consequence-appointment-untold = Dites s’il a eu lieu : l’autre équipe et le suivi en dépendent.
answer-tell-appointment = Renseigner le rendez-vous
act-appointment-made = Un rendez-vous a été donné.
act-appointment-moved = Un rendez-vous a été déplacé.
act-appointment-kept = Un rendez-vous a eu lieu.
act-appointment-missed = Un rendez-vous a été manqué.
act-appointment-cancelled = Un rendez-vous a été annulé.
told-appointment-made = Rendez-vous donné pour le { $on } à { $hour }.
told-appointment-moved = Rendez-vous déplacé au { $on } à { $hour }.
told-appointment-kept = Rendez-vous du { $on } à { $hour } : il a eu lieu.
told-appointment-missed = Rendez-vous du { $on } à { $hour } : le jeune n’est pas venu.
told-appointment-cancelled = Rendez-vous du { $on } à { $hour } : annulé.
look-agenda-read = Agenda lu par une adresse secrète
meet-place = Sur place
meet-phone = Par téléphone
meet-video = En visio
appointment-planned = À venir
appointment-kept = A eu lieu
appointment-missed = Manqué
appointment-cancelled = Annulé
appointment-do-kept = A eu lieu
appointment-do-missed = N’est pas venu
appointment-do-cancelled = Annuler
appointments-title = Rendez-vous
appointments-none = Aucun rendez-vous depuis un mois.
appointments-to-tell = Rendez-vous à renseigner
appointment-title = Donner un rendez-vous à { $name }
appointment-move-title = Déplacer le rendez-vous
appointment-lead = Le rendez-vous apparaît dans l’agenda des deux équipes, et dans les agendas qui suivent le vôtre.
appointment-date = Jour
appointment-hour = Heure
appointment-length = Durée
appointment-minutes = { $n } minutes
appointment-mode = Comment ?
appointment-where = Où, ou à quel numéro ?
appointment-where-help = Facultatif. Une adresse, un bureau ou un téléphone.
appointment-guests = Avec un collègue ?
appointment-and = { $who } avec { $guest }
appointment-double-known = Je sais que quelqu’un a un autre rendez-vous à cette heure
appointment-shared = Les deux équipes verront le jour, l’heure, le lieu et votre nom. Les autres agendas ne reçoivent que des initiales et un lien.
appointment-make = Donner un rendez-vous
appointment-move = Déplacer
appointment-file = Pour mon agenda
appointment-with = Rendez-vous { $who }
toast-appointment-made = Le rendez-vous est donné.
toast-appointment-moved = Le rendez-vous est déplacé.
toast-appointment-kept = C’est noté : le rendez-vous a eu lieu.
toast-appointment-missed = C’est noté : le jeune n’est pas venu.
toast-appointment-cancelled = Le rendez-vous est annulé.
problem-appointment-place = 120 caractères au plus.
problem-appointment-guest = Choisissez des personnes qui accompagnent ce jeune.
problem-appointment-day = Indiquez un jour, d’aujourd’hui à un an, et une heure.
problem-appointment-past = Cette heure est passée : indiquez une heure à venir.
problem-appointment-length = Un rendez-vous dure de 5 minutes à 8 heures.
problem-appointment-double = Quelqu’un a déjà un rendez-vous à cette heure : choisissez-en une autre, ou confirmez.
problem-appointment-told = Ce que ce rendez-vous est devenu est déjà dit.
problem-appointment-to-come = Ce rendez-vous n’a pas commencé.
problem-appointment-begun = Ce rendez-vous a commencé : dites s’il a eu lieu.

nav-agenda = Agenda
nav-load = Charge
agenda-title = { $n ->
    [0] Agenda : aucun rendez-vous
    [one] Agenda : un rendez-vous
   *[other] Agenda : { $n } rendez-vous
  }
agenda-lead = Les rendez-vous des deux équipes avec les jeunes que vous accompagnez.
agenda-view = Jour ou semaine
agenda-day = Jour
agenda-week = Semaine
agenda-whose = Les rendez-vous de qui
agenda-mine = Les miens
agenda-ours = Ma structure
agenda-before = Avant
agenda-after = Après
agenda-today = Aujourd’hui
agenda-none = Aucun rendez-vous.
feed-title = Mon agenda ailleurs
feed-lead = Une adresse secrète montre vos rendez-vous dans un autre agenda (téléphone, messagerie) : des initiales et un lien, jamais un nom.
feed-once = Copiez cette adresse maintenant : elle ne sera plus montrée. Qui l’a voit vos rendez-vous ; ne la donnez à personne.
feed-copy = Copier l’adresse
feed-made = Une adresse est ouverte depuis le { $when }.
feed-none = Aucune adresse n’est ouverte.
feed-make = Créer l’adresse
feed-renew = En créer une autre (l’ancienne se ferme)
feed-close = Fermer l’adresse
feed-manage = Gérer l’adresse
toast-feed-closed = L’adresse est fermée : elle n’ouvre plus rien.
reminder-title = Rappel des rendez-vous
reminder-link = Rappel à donner au jeune
reminder-lead = À imprimer, ou à copier dans un message.
reminder-copy = Copier
reminder-hello = Bonjour { $name }, voici tes prochains rendez-vous :
reminder-line = { $day } à { $hour }, avec { $who } ({ $organisation }), { $place }
reminder-none = Tu n’as pas de rendez-vous prévu.
reminder-end = Si tu ne peux pas venir, préviens-nous : nous trouverons un autre moment.

load-title = Charge de l’équipe
load-lead = Qui suit combien de jeunes, ce qui est à faire et ce qui est en retard. Chaque nom ouvre sa liste.
load-who = Qui
load-people = Jeunes
load-to-do = À faire
load-late = En retard
load-nobody = Personne
load-nobody-count = { $n ->
    [1] Un jeune n’a personne qui le suit
   *[other] { $n } jeunes n’ont personne qui les suit
  }
list-unassigned = Sans référent
picker-find = Chercher un nom
