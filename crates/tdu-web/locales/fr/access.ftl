role-counsellor = Conseiller de Mission Locale
role-cfa-staff = Équipe du CFA
role-inclusion-referent = Référent handicap et mobilité
role-company-relations = Relations entreprises
role-manager = Responsable d’équipe
role-administrator = Administrateur
role-coordinator = Coordinateur du territoire
role-steering = Membre du comité de pilotage
role-national = Tête de réseau
role-data-protection-officer = Délégué à la protection des données

role-what-counsellor = Vous voyez les jeunes que votre Mission Locale accompagne et vous notez ce que vous faites pour eux.
role-what-cfa-staff = Vous voyez les apprenants de votre CFA et vous notez ce que vous faites pour eux.
role-what-inclusion-referent = Vous voyez les jeunes que votre organisme accompagne, y compris leur reconnaissance de handicap et leurs aménagements.
role-what-company-relations = Vous voyez ce qu’il faut pour trouver une entreprise : nom, téléphone, adresse e-mail, métier, commune et étape. Le reste du dossier ne vous est pas ouvert.
role-what-manager = Vous voyez les jeunes que votre organisme accompagne. En cas d’urgence, vous pouvez ouvrir un dossier, avec un motif et pour une durée limitée.
role-what-administrator = Vous recevez les fichiers de votre organisme et vous gérez ses clés et ses membres. Votre rôle n’ouvre aucune fiche de jeune.
role-what-coordinator = Vous lirez ici la couverture des conventions, les parcours et leurs résultats, en nombres seulement : votre rôle n’ouvre aucune fiche de jeune.
role-what-steering = Vous lirez ici les résultats du territoire, en nombres seulement : votre rôle n’ouvre aucune fiche de jeune.
role-what-national = Vous lirez ici les résultats des territoires, en nombres seulement : votre rôle n’ouvre aucune fiche de jeune.
role-what-data-protection-officer = Vous vérifiez qui a consulté et fait quoi, et vous suivez les demandes des personnes. Votre rôle n’ouvre aucune fiche de jeune.
role-here = Ce que votre rôle permet

card-title = Pour trouver une entreprise
card-only = Votre rôle ne montre que ce qui aide à trouver une entreprise. Pour le reste, adressez-vous à la personne qui accompagne.

act-access-asked = Une structure a demandé à voir la fiche.
act-access-accepted = L’accès d’une autre structure a été accepté.
act-access-refused = L’accès d’une autre structure a été refusé.
act-emergency-opened = La fiche a été ouverte en urgence.
act-access-asked-why = Demande d’accès : « { $reason } »
act-access-accepted-until = Accès accepté pour { $name }, jusqu’au { $until }.
act-access-refused-word = Accès refusé à { $name } : « { $word } »
act-emergency-opened-why = Fiche ouverte en urgence pour { $hours ->
    [one] une heure
   *[other] { $hours } heures
  } ({ $reason }) : « { $words } »
care-shared = Voit la fiche jusqu’au { $until }, parce que sa demande a été acceptée.
emergency-danger = Une personne peut être en danger
emergency-deadline = Une échéance tombe avant qu’on puisse répondre
emergency-nobody-reached = Aucune personne qui accompagne n’est joignable
emergency-other = Autre motif
