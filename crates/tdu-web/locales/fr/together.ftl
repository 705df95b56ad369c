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
