# Refus de l’API : la phrase de chaque code.
api-refusal-missing-key = L’appel n’a pas de clé. Envoyez l’en-tête « Authorization: Bearer tdu_… ».
api-refusal-invalid-key = Cette clé n’est pas valable : elle est inconnue ou révoquée. Demandez-en une à l’administrateur de votre organisation.
api-refusal-too-many-wrong-keys = Trop d’appels avec une mauvaise clé depuis cette adresse. Attendez { $seconds } s, puis vérifiez la clé.
api-refusal-too-many-calls = Votre organisation dépasse { $limit } appels par minute. Attendez { $seconds } s avant de reprendre.
api-refusal-not-a-cfa = Cette clé est celle d’une Mission Locale. Les dossiers d’apprenants s’envoient avec la clé d’un CFA.
api-refusal-unsupported-media-type = Le contenu doit être du JSON. Envoyez l’en-tête « Content-Type: application/json ».
api-refusal-unsupported-encoding = Le contenu compressé n’est pas lu. Envoyez-le sans « Content-Encoding ».
api-refusal-body-too-large = L’envoi dépasse { $limit } Mo. Faites plusieurs appels.
api-refusal-body-unreadable = L’envoi s’est interrompu avant la fin. Recommencez.
api-refusal-not-utf8 = Le texte n’est pas en UTF-8. Réglez l’encodage de votre logiciel et renvoyez.
api-refusal-method-not-allowed = Cette adresse n’accepte que la méthode POST.
api-refusal-unknown-address = Cette adresse n’existe pas. La documentation est à l’adresse /api.
api-refusal-internal = Un incident nous empêche de répondre. Rien n’a été enregistré : recommencez dans quelques minutes.

# La page qui décrit l’API.
api-title = API des dossiers d’apprenants
api-lead = Pour qu’un logiciel de CFA envoie ses dossiers au format national v3. S’il alimente déjà le tableau de bord de l’apprentissage, il suffit de changer l’adresse et la clé.
api-contents = Sur cette page
api-call = L’appel
api-call-address = Adresse
api-call-key = Clé
api-call-key-text = L’administrateur du CFA la crée dans la page « Clés ». Elle n’écrit que pour les établissements de son organisation.
api-call-content = Contenu
api-call-content-text = Une liste JSON, en UTF-8, de { $items } dossiers et { $megabytes } Mo au plus.
api-call-rate = Rythme
api-call-rate-text = { $calls } appels par minute et par organisation.
api-call-document = Description
api-call-document-text = OpenAPI 3.1, à charger dans votre outil
api-curl = Un exemple avec curl
api-curl-copy = Copier
api-answer = La réponse
api-answer-text = Chaque dossier revient dans l’ordre de l’envoi, avec toutes ses erreurs d’un coup. Les dossiers justes sont enregistrés, même à côté de dossiers refusés.
api-answer-example = Exemple de réponse
api-differences = Ce qui diffère du service national
api-difference-null = Un champ à null efface ce que vous aviez envoyé. Un champ absent laisse ce qui était connu.
api-difference-errors = Toutes les erreurs d’un dossier viennent dans la réponse au même appel, dates incohérentes et établissements inconnus compris.
api-difference-owner = Une clé n’écrit que pour les établissements de son organisation.
api-difference-saved = Les dossiers sont enregistrés avant la réponse : il n’y a pas de file d’attente.
api-difference-nir = Le numéro de sécurité sociale n’est jamais gardé ni renvoyé.
api-refusals = Quand l’appel est refusé
api-refusals-text = La réponse est du JSON avec un code stable, à lire par votre logiciel, et un message, à lire par vous.
api-refusals-status = Statut
api-refusals-meaning = Ce qui s’est passé
api-fields = Les { $count } champs
api-fields-text = { $required } sont obligatoires. Les dates s’écrivent AAAA-MM-JJ.
api-fields-name = Champ
api-fields-description = Ce qu’il contient
api-fields-kind = Type
api-fields-example = Exemple
api-fields-required = Les champs obligatoires
api-fields-optional = Les { $count } champs facultatifs
api-fields-optional-caption = Les champs facultatifs
api-kind-date = date
api-kind-date-time = date et heure
api-kind-boolean = vrai ou faux
api-kind-integer = entier
api-kind-email = e-mail
api-kind-identifier = texte ou entier
api-kind-text = texte
api-try = Essayer
api-try-real = L’essai est un vrai envoi : les dossiers justes sont enregistrés.
api-try-key = Votre clé
api-try-key-aid = Elle commence par tdu_. Elle n’est ni gardée ni réaffichée.
api-try-payload = Les dossiers
api-try-payload-aid = Une liste JSON. Remplacez l’UAI et le SIRET par ceux de votre CFA.
api-try-send = Envoyer
api-try-answer = Réponse : { $status }
api-try-again = Modifier et renvoyer
api-try-accepted = { $count ->
    [0] Aucun dossier enregistré
    [one] { $count } dossier enregistré ou déjà connu
   *[other] { $count } dossiers enregistrés ou déjà connus
}
api-try-refused = { $count ->
    [0] aucun refusé
    [one] { $count } refusé
   *[other] { $count } refusés
}
