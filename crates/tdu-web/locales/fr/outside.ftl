# L’API des organisations (v1) : la phrase de chaque refus.
v1-missing-scope = Cette clé n’ouvre pas cet appel. L’administrateur de votre organisation choisit ce qu’une clé ouvre quand il la crée.
v1-not-found = Votre organisation ne suit personne sous cet identifiant.
v1-invalid = L’appel ne convient pas : chaque erreur dit où et pourquoi.
v1-conflict = L’acte ne convient pas à l’état du dossier.
v1-idempotency-key-reused = Ce nom d’appel (Idempotency-Key) a déjà servi pour un autre contenu. Donnez-en un nouveau.
v1-unavailable = Rien ne peut être montré, car le journal des accès ne s’écrit plus. Réessayez dans quelques minutes.
v1-internal = Un incident nous empêche de répondre. Rien n’a été enregistré : recommencez dans quelques minutes.
v1-too-many-calls = Cette clé dépasse { $limit } appels par minute. Attendez { $seconds } s avant de reprendre.
v1-body-too-large = L’envoi dépasse ce que cet appel accepte : 64 Ko, ou 5 Mo pour un fichier.
v1-method-not-allowed = Cette adresse n’accepte pas cette méthode.
problem-content-not-json = Le contenu n’est pas du JSON lisible, en UTF-8.
problem-content-not-object = Le contenu doit être un objet JSON.
problem-field-needed = Ce champ est obligatoire.
problem-field-unknown = Ce champ n’existe pas ici : retirez-le.
problem-field-text = Ce champ est un texte.
problem-field-boolean = Ce champ vaut true ou false.
problem-field-bytes = Ce champ est un contenu écrit en base64.
problem-field-number = Ce champ est un nombre entier.
problem-field-key = Ce champ est un identifiant, comme ceux que l’API donne.
problem-field-code = Ce code n’existe pas : voyez la liste dans la documentation.
problem-day-format = Une date s’écrit AAAA-MM-JJ.
problem-limit-range = La limite va de 1 à 200.
problem-cursor-unknown = Ce curseur n’est pas celui de cette liste : reprenez depuis le début, sans curseur.
problem-parameter-unknown = Un paramètre de l’adresse n’existe pas ici : retirez-le.
problem-parameter-unreadable = Les paramètres de l’adresse ne se lisent pas.
problem-call-name = Le nom de l’appel (Idempotency-Key) compte de 1 à 255 caractères.
problem-scopes-none = Choisissez ce que la clé ouvre.

# Les clés.
role-api-reader = Logiciel qui lit
role-api-client = Logiciel qui lit et agit
role-what-api-reader = Ce logiciel lit les jeunes de son organisation avec une clé.
role-what-api-client = Ce logiciel lit les jeunes de son organisation et agit pour eux avec une clé.
look-people-listed = Liste lue par un logiciel
key-scopes = Ce que la clé ouvre
key-scopes-aid = Une clé n’ouvre que ce qui est coché, et pour votre organisation seulement. Pour changer, créez-en une autre.
key-scope-deliver = Envoyer les dossiers d’apprenants
key-scope-read = Lire les jeunes que nous accompagnons
key-scope-act = Lire et agir : contacts, coordonnées, diplômes, signaux
key-made-by = créée par { $name }
api-refusal-missing-scope = Cette clé n’ouvre pas l’envoi de dossiers. Demandez-en une autre à l’administrateur de votre organisation.

# La page qui décrit l’API.
api-v1 = Lire et agir
api-v1-lead = Pour le logiciel d’une Mission Locale ou d’un CFA : les jeunes que l’organisation accompagne, et les actes des pages, avec les mêmes règles. Chaque consultation est écrite dans le journal des accès, avec la clé.
api-v1-key = Une clé
api-v1-key-text = Votre administrateur coche « Lire » ou « Lire et agir » en la créant. Elle agit pour votre organisation, en son nom propre.
api-v1-pages = Des listes
api-v1-pages-text = Un ordre qui ne change pas ; la suite se lit avec next_cursor, 200 lignes au plus à la fois.
api-v1-once = Une seule fois
api-v1-once-text = Nommez l’appel avec l’en-tête Idempotency-Key : renvoyé dans les 24 heures sous le même nom, il ne fait rien de plus et reçoit la même réponse. Un appel refusé n’est pas retenu : corrigez-le et renvoyez-le sous le même nom.
api-v1-rate-text = { $calls } appels par minute et par clé ; au-delà, le statut 429 dit combien de secondes attendre.
api-v1-calls = Les appels
api-v1-refusals = Les refus sont au format application/problem+json (RFC 9457) : un code stable, une phrase, et où dans l’appel.
api-v1-call = Appel
api-v1-what = Ce qu’il fait

# Notifications.
notices-title = Notifications
notices-unread = non lues
notices-count = { $n ->
    [0] Notifications : rien de nouveau
    [one] Notifications : 1 nouvelle
   *[other] Notifications : { $n } nouvelles
}
notices-lead = Ce que vos collègues et l’autre réseau ont fait pour les jeunes que vous suivez.
notices-by-mail = Par e-mail
notices-read-all = Tout marquer comme lu
notices-none = Rien pour l’instant : dès que quelqu’un d’autre agit pour un jeune que vous suivez, c’est ici.
notices-follows-nobody = Les fichiers de votre structure ne vous nomment comme référent d’aucun jeune : vous n’avez pas de notification.
notice-new = Nouveau
notice-open = Ouvrir
toast-notices-read = Notifications marquées comme lues.
toast-notices-chosen = C’est noté : vos e-mails suivront ce choix.
notices-mail-title = Notifications par e-mail
notices-mail-lead = Les notifications s’affichent toujours aussitôt sur le site. Les e-mails ne disent que des initiales et un lien.
notices-mail-none = Ce serveur n’envoie pas d’e-mails pour l’instant ; votre choix est gardé.
notices-choose = Enregistrer
notice-kind-contact = Contacts
notice-kind-pathway = Étapes du parcours
notice-kind-file = Dossier et coordonnées
notice-kind-access = Demandes d’accès
notice-frequency-immediate = Aussitôt
notice-frequency-daily = Chaque matin à 7 h 30
notice-frequency-never = Jamais
notice-act-contact-recorded = un contact a été noté
notice-act-details-completed = les coordonnées ont été complétées
notice-act-diploma-recorded = le résultat du diplôme a été noté
notice-act-person-handed-over = le suivi a changé de mains
notice-act-act-undone = un acte a été annulé
notice-act-people-merged = deux dossiers ont été réunis
notice-act-people-told-apart = deux personnes ont été distinguées
notice-act-records-split = un dossier a été séparé
notice-act-mission-locale-changed = la Mission Locale a changé
notice-act-access-asked = un accès a été demandé
notice-act-access-accepted = un accès a été accordé
notice-act-access-refused = un accès a été refusé
notice-act-emergency-opened = la fiche a été ouverte en urgence
notice-act-task-asked = une tâche a été demandée
notice-act-other = le dossier a avancé
letter-daily-subject = Trait d’union : ce qui s’est passé depuis hier
letter-immediate-subject = Trait d’union : du nouveau pour un jeune que vous suivez
letter-notices-lead = Du nouveau pour les jeunes que vous suivez :
letter-notices-more = … et d’autres, à lire sur le site.
letter-choose = Choisir quand recevoir ces e-mails :
letter-invitation-subject = Invitation à rejoindre { $organisation } sur Trait d’union
letter-invitation-lead = { $organisation } vous invite à rejoindre son équipe sur Trait d’union. Ouvrez ce lien pour créer votre compte :
letter-invitation-after = Ce lien ne sert qu’une fois. Si vous n’attendiez pas cette invitation, ignorez ce message.

# Webhooks.
webhooks-title = { $n ->
    [0] Webhooks
    [one] Webhooks : 1 actif
   *[other] Webhooks : { $n } actifs
}
webhooks-lead = À chaque acte concernant un jeune que votre organisation voit, votre logiciel reçoit un message signé : l’acte, le jour, l’organisation et la clé du jeune, jamais un nom ni un texte.
webhooks-keys = Clés d’API
webhooks-none = Aucun webhook pour l’instant.
webhooks-addresses = Adresses prévenues
webhook-new = Prévenir une adresse
webhook-address = Adresse
webhook-address-aid = En https, sur le réseau public. La signature et le contenu sont décrits dans la documentation de l’API.
webhook-make = Créer
webhook-stop = Arrêter
webhook-stopped-on = arrêté le { $when }
webhook-made-title = Le secret du webhook
webhook-made-text = Copiez-le maintenant : il n’est montré qu’une fois. Il sert à vérifier que les messages viennent d’ici.
webhook-secret = Secret
toast-webhook-stopped = Webhook arrêté.
toast-webhook-again = C’est reparti : les messages sont renvoyés.
deliveries-title = Les derniers messages
deliveries-again = { $n ->
    [1] Renvoyer le message abandonné
   *[other] Renvoyer les { $n } messages abandonnés
}
delivery-again = Renvoyer
delivery-sent = reçu le { $when }
delivery-dead = abandonné après plusieurs essais
delivery-waits = { $n ->
    [0] en attente
    [one] en attente, 1 essai
   *[other] en attente, { $n } essais
}
delivery-fault-address = adresse refusée
delivery-fault-name = nom introuvable
delivery-fault-private = adresse privée refusée
delivery-fault-connection = pas de connexion
delivery-fault-late = pas de réponse à temps
delivery-fault-status = réponse inattendue
delivery-fault-stopped = webhook arrêté
problem-webhook-address = Donnez une adresse publique en https, sans mot de passe.
problem-webhooks-many = Votre organisation a déjà cinq webhooks : arrêtez-en un.
api-v1-webhooks = Être prévenu
api-v1-webhooks-text = Un webhook reçoit chaque acte, en POST : id, act, line, person, on, organisation. Tdu-Signature vaut « v1= » puis le HMAC-SHA256, par le secret, de Tdu-Timestamp, d’un point et du contenu. Une réponse 2xx vaut accusé ; sinon le message est renvoyé, avec le même id, pendant trois jours.
keys-webhooks = Webhooks
