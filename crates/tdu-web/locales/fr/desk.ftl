# Ma journée : ce qui attend l’autre réseau, ce qui a changé
desk-asked-referral = Orientation envoyée à { $of } le { $on } : pas encore de réponse définitive.
desk-asked-task = Tâche demandée à { $of } le { $on } : pas encore faite.
desk-asked-message = Message écrit le { $on } à { $of } : pas encore de réponse.
desk-asked-more = et { $n ->
    [1] une autre demande
   *[other] { $n } autres demandes
  }
desk-asked-act-referral = Voir l’orientation
desk-asked-act-task = Voir la tâche
desk-asked-act-message = Relancer dans le fil
desk-told = { $by }, { $on } : { $what }
desk-told-more = et { $n ->
    [1] un autre acte
   *[other] { $n } autres actes
  }
desk-fresh = Nouveau
desk-seen = Vu
desk-seen-all = J’ai vu ce qui a changé pour { $n ->
    [1] ce jeune
   *[other] ces { $n } jeunes
  }
toast-seen = { $n ->
    [1] C’est vu : ce jeune reviendra ici s’il se passe autre chose.
   *[other] C’est vu pour { $n } jeunes : ils reviendront ici s’il se passe autre chose.
  }
problem-seen-nobody = Dites pour quels jeunes, quarante au plus.
help-key-row-act = Dans Ma journée, sur une ligne : faire l’acte proposé
help-key-row-later = Dans Ma journée, sur une ligne : plus tard
help-key-row-seen = Dans Ma journée, sur une ligne de ce qui a changé : vu
