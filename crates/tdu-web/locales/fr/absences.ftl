# Absences et remplacements
nav-absences = Absences
absences-title = Absences : { $n ->
    [0] personne aujourd’hui
    [one] une personne aujourd’hui
   *[other] { $n } personnes aujourd’hui
  }
absences-lead = Pendant une absence, les jeunes et les signaux de la personne absente s’affichent dans la journée du collègue qui la remplace, avec la mention « pour ». Les notifications arrivent aux deux. Tout revient seul à la fin.
absences-list = En ce moment et à venir
absences-none = Aucune absence n’est déclarée.
absence-when = Du { $from } au { $until }
absence-covered = Remplacement : { $name }
absence-now = En ce moment
absence-over = Terminée
absence-end = De retour
absence-cancel = Annuler l’absence
absence-declare = Déclarer une absence
absence-who = Qui sera absent ?
absence-from = Premier jour
absence-until = Dernier jour
absence-cover = Qui remplace ?
absence-cover-help = Un collègue de la même structure, présent pendant toute l’absence.
toast-absence-declared = L’absence est déclarée.
toast-absence-ended = L’absence est terminée.
problem-absence-colleague = Choisissez un collègue de votre structure.
problem-absence-over = Le dernier jour est aujourd’hui ou plus tard, et pas avant le premier.
problem-absence-too-long = Une absence dure six mois au plus : au-delà, confiez les jeunes à un collègue.
problem-absence-oneself = Choisissez quelqu’un d’autre que la personne absente.
problem-absence-twice = Une absence est déjà déclarée pour cette personne à ces dates.
problem-absence-cover-absent = Ce collègue est absent à ces dates : choisissez-en un autre.
problem-absence-stands-in = Cette personne remplace un collègue à ces dates : trouvez d’abord un autre remplaçant.
problem-absence-ended = Cette absence est déjà terminée.
event-absence-declared = { $who } a déclaré une absence ({ $whom }).
event-absence-ended = { $who } a mis fin à une absence ({ $whom }).
desk-standing-in = Vous remplacez { $name } jusqu’au { $until }.
desk-for = pour { $name }
