# Un même acte pour plusieurs jeunes.
series-title-confier = Confier { $n ->
    [1] un jeune
   *[other] { $n } jeunes
}
series-title-contact = Noter un échange avec { $n ->
    [1] un jeune
   *[other] { $n } jeunes
}
series-title-reporter = Reporter les signaux { $n ->
    [1] d’un jeune
   *[other] de { $n } jeunes
}
series-lead = L’acte est inscrit dans le parcours de chacun. Vous pourrez l’annuler pour tous pendant une demi-heure.
series-tick-all = Choisir tous les jeunes de la page
series-tick = Choisir { $name }
series-ticked = choisis
series-contact = Noter un échange
series-put-off = Reporter
series-on = Quel jour ?
series-means = Par quel moyen ?
series-days = Pendant combien de jours ?
series-days-help = De 1 à 31 jours. Seuls les signaux que votre réseau doit traiter sont reportés, et seulement pour votre structure.
toast-series-nobody = Cochez d’abord des jeunes dans la liste.
toast-series-nothing = Rien n’a changé : c’était déjà fait, ou il n’y avait rien à faire.
toast-series-confier = { $n ->
    [1] Un jeune est confié.
   *[other] { $n } jeunes sont confiés.
}
toast-series-contact = { $n ->
    [1] L’échange est noté pour un jeune.
   *[other] L’échange est noté pour { $n } jeunes.
}
toast-series-reporter = { $n ->
    [1] Les signaux d’un jeune sont reportés.
   *[other] Les signaux de { $n } jeunes sont reportés.
}
toast-series-undone-but = C’est annulé, sauf pour { $n ->
    [1] un jeune, pour qui il est trop tard.
   *[other] { $n } jeunes, pour qui il est trop tard.
}
problem-series-nobody = Cochez au moins un jeune.
problem-series-too-many = Cochez au plus cinquante jeunes à la fois.
problem-series-stopped = L’acte n’a pu être fait que pour une partie des jeunes. Regardez la liste, puis recommencez pour les autres.
