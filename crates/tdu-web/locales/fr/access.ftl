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
    [1] une heure
   *[other] { $hours } heures
  } ({ $reason }) : « { $words } »
care-shared = Voit la fiche jusqu’au { $until }, parce que sa demande a été acceptée.
emergency-danger = Une personne peut être en danger
emergency-deadline = Une échéance tombe avant qu’on puisse répondre
emergency-nobody-reached = Aucune personne qui accompagne n’est joignable
emergency-other = Autre motif

nav-requests = Demandes d’accès
nav-to-answer = à répondre
nav-emergencies = Accès exceptionnels
desk-requests = { $n ->
    [1] Une demande d’accès attend votre réponse
   *[other] { $n } demandes d’accès attendent votre réponse
  }
requests-title = { $n ->
    [0] Demandes d’accès
    [one] Une demande d’accès à répondre
   *[other] { $n } demandes d’accès à répondre
  }
requests-lead = Une structure qui n’accompagne pas un jeune ne voit que ses initiales, son âge et qui l’accompagne. Elle peut demander à voir la fiche ; vous répondez.
requests-received = À répondre
requests-none = Aucune demande n’attend votre réponse.
requests-sent = Envoyées par votre structure
requests-sent-none = Votre structure n’a rien demandé.
requests-from = { $name }, { $organisation }, le { $day }
requests-until = Dernier jour de l’accès
requests-accept-aid = Toute la structure qui demande verra la fiche jusqu’à ce jour, puis l’accès se ferme seul. L’histoire de la fiche le note.
requests-accept = Accepter
requests-refuse = Refuser
requests-word = Un mot pour expliquer
requests-refuse-do = Refuser la demande
requests-state-open = En attente d’une réponse
requests-state-accepted = Acceptée jusqu’au { $until }
requests-state-refused = Refusée : « { $word } »
requests-state-ended = Acceptée, et terminée
seek-title = Chercher dans le territoire
seek-elsewhere = Chercher dans tout le territoire
seek-lead = Pour quelqu’un que votre structure n’accompagne pas : son nom, son prénom et sa date de naissance, tels que la personne vous les donne.
seek-last-name = Nom
seek-first-name = Prénom
seek-birth = Date de naissance
seek-aid = Vingt recherches par heure au plus. Chacune est notée dans le registre des accès.
seek-found = Ce que le territoire connaît
seek-nobody = Personne n’a cette identité dans le territoire. Vérifiez l’orthographe et la date de naissance.
seek-own = Votre structure voit déjà cette personne : ouvrir la fiche
seek-by = Accompagnement : { $names }
seek-why = Pourquoi avez-vous besoin de voir cette fiche ?
seek-why-aid = La structure qui accompagne lira votre nom, votre structure et ce motif.
seek-ask = Demander l’accès
emergency-open = C’est urgent : ouvrir la fiche sans attendre
emergency-lead = La fiche s’ouvre tout de suite, pour vous seul. Les délégués à la protection des données en sont avertis, et l’histoire de la fiche le note.
emergency-reason = Motif
emergency-words = Expliquez en une phrase
emergency-hours = Pour combien d’heures (24 au plus)
emergency-do = Ouvrir la fiche en urgence
emergency-when = Le { $day }, pour { $hours ->
    [1] une heure
   *[other] { $hours } heures
  }
emergency-unread = à lire
emergency-mark-read = Marquer comme lu
emergencies-title = { $n ->
    [0] Accès exceptionnels
    [one] Accès exceptionnels : un à lire
   *[other] Accès exceptionnels : { $n } à lire
  }
emergencies-unread = { $n ->
    [1] Un accès exceptionnel à lire
   *[other] { $n } accès exceptionnels à lire
  }
emergencies-lead = Les fiches ouvertes en urgence par un membre de votre structure, ou de personnes qu’elle accompagne. Le contenu des fiches n’est pas montré ici.
emergencies-none = Aucune fiche n’a été ouverte en urgence.
seen-because-shared = Votre structure voit cette fiche parce que sa demande d’accès a été acceptée.
seen-because-break-glass = Vous voyez cette fiche parce que vous l’avez ouverte en urgence. Elle se refermera seule ; vous ne pouvez que la lire.
toast-request-sent = La demande est envoyée.
toast-request-accepted = L’accès est accepté.
toast-request-refused = La demande est refusée.
toast-emergency-read = L’accès exceptionnel est marqué comme lu.
problem-access-until = Choisissez un dernier jour, d’aujourd’hui à dans un an.
problem-access-words = Expliquez en quelques mots (500 caractères au plus).
problem-access-asked = Votre structure a déjà demandé l’accès à cette fiche : la réponse est attendue.
problem-access-already = Votre structure voit déjà cette personne.
problem-access-answered = Cette demande a déjà reçu une réponse.
problem-emergency-hours = Choisissez une durée de 1 à 24 heures.
problem-seek-all = Donnez le nom, le prénom et la date de naissance.
problem-seek-often = { $n ->
    [1] Trop de recherches : réessayez dans une minute.
   *[other] Trop de recherches : réessayez dans { $n } minutes.
  }

seen-title = Qui a vu le dossier de { $name }
seen-lead = Chaque consultation est inscrite avant que le dossier ne s’affiche, et ne peut plus être effacée.
seen-back = Revenir à la fiche
seen-link = Qui a vu ce dossier
seen-nobody = Personne n’a encore ouvert ce dossier.
seen-when = Quand
seen-organisation = Organisme
seen-who = Qui
seen-what = Quoi
seen-why = Pourquoi c’était permis
seen-address = Depuis
seen-elsewhere = Organisme inconnu

look-signed-in = Connexion
look-sign-in-refused = Connexion refusée
look-person-seen = Fiche consultée
look-person-refused = Consultation refusée
look-people-searched = Recherche
look-people-exported = Liste emportée
look-errors-exported = Lignes en erreur emportées
look-learners-delivered = Dossiers reçus d’un logiciel
look-accesses-seen = Liste des consultations lue
look-journal-exported = Journal emporté

look-why-assignment = Suit ce jeune, par son nom
look-why-enrolment = Tient un dossier sur ce jeune
look-why-referral = Couvre la résidence d’un jeune à aider
look-why-shared = Partage accepté
look-why-break-glass = Urgence
look-why-doubt = Doublon possible à trancher
look-why-protection = Répond de la protection des données
acting-for = Vous agissez pour
problem-text-number = Ce texte contient un numéro de sécurité sociale ou de carte bancaire : retirez-le, il ne se garde pas.
problem-text-health = Ce texte parle de santé ou de handicap. Retirez ces mots, ou cochez « J’ai relu » s’ils sont indispensables.
text-read-again = J’ai relu : ces mots sont indispensables
