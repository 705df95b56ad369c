# Listes de travail
chip-own = Mes jeunes
chip-late = En retard
people-title-own = Jeunes : vous en suivez { $n }
load-bound = Sans référent dans les fichiers, suivis par un collègue
load-absences = Absences
series-write = Écrire dans le fil
series-close = Clore les tâches
series-title-prendre = Prendre en charge { $n ->
    [1] un jeune
   *[other] { $n } jeunes
}
series-title-ecrire = Écrire dans le fil { $n ->
    [1] d’un jeune
   *[other] de { $n } jeunes
}
series-title-clore = Clore les tâches { $n ->
    [1] d’un jeune
   *[other] de { $n } jeunes
}
series-sentence = Quel message ?
series-sentence-help = Le même message part dans le fil de chaque jeune. L’autre équipe le lira, avec votre nom.
series-sentence-nouvelles = Bonjour, avez-vous des nouvelles récentes ? Merci de les noter ici.
series-sentence-contact = Bonjour, ce jeune est difficile à joindre de notre côté. Pouvez-vous essayer, et nous dire quand ?
series-sentence-papiers = Bonjour, il manque des pièces au dossier. Pouvez-vous les demander au jeune au prochain échange ?
series-close-help = Les tâches ouvertes que votre structure devait faire pour ces jeunes seront dites faites. Celles de l’autre structure ne changent pas.
toast-series-prendre = { $n ->
    [1] Vous prenez un jeune en charge.
   *[other] Vous prenez { $n } jeunes en charge.
}
toast-series-ecrire = { $n ->
    [1] Le message est écrit dans le fil d’un jeune.
   *[other] Le message est écrit dans le fil de { $n } jeunes.
}
toast-series-clore = { $n ->
    [1] Les tâches d’un jeune sont closes.
   *[other] Les tâches de { $n } jeunes sont closes.
}
