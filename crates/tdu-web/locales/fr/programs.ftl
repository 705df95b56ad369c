# Ce que le logiciel d’une organisation fait par l’API.
act-person-put-in-charge = Jeune confié à { $name }.
problem-colleague-unknown = Personne de votre organisation n’a cet identifiant, ou son rôle ne permet pas d’agir pour des jeunes.
problem-hour-format = Un jour et une heure s’écrivent AAAA-MM-JJTHH:MM, à l’heure du territoire.
problem-trade-code = Un métier s’écrit par son code ROME : une lettre et quatre chiffres.
problem-agenda-length = Un agenda se lit par période de 62 jours au plus, de la plus ancienne à la plus récente.
