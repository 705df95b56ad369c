# La liste.
imports-name = Imports
imports-moment = { $day } à { $time }
imports-sent = { $when }, par { $sender }
imports-operator = l’administrateur, en ligne de commande
import-sent = reçu le { $sent }
imports-title = { $count ->
    [0] Imports
    [one] Imports : 1 fichier reçu
   *[other] Imports : { $count } fichiers reçus
}
imports-last = Dernier fichier reçu le { $when }
imports-new = Importer un fichier
imports-caption = Fichiers reçus, du plus récent au plus ancien
imports-column-file = Fichier
imports-column-state = État
imports-rows = Lignes
imports-rows-read = Lignes lues
imports-created = Créés
imports-updated = Mis à jour
imports-erased = Effacés, ignorés
imports-unchanged = Inchangés
imports-failed = En erreur
imports-empty-title = Aucun fichier pour l’instant
imports-empty-youths = Importez un export d’i-milo : vous verrez d’abord ce qu’il changerait, rien n’est enregistré sans votre accord.
imports-empty-learners = Importez vos apprenants depuis un fichier : vous verrez d’abord ce qu’il changerait. Votre logiciel peut aussi les envoyer lui-même, par l’API.
imports-state-waiting = À confirmer
imports-state-running = En cours
imports-state-interrupted = Interrompu
imports-state-done = Terminé
imports-state-cancelled = Abandonné
imports-resume = Reprendre

# Les étapes.
imports-steps = Étapes de l’import
imports-step-file = Fichier
imports-step-columns = Colonnes
imports-step-preview = Aperçu
imports-step-report = Compte rendu

# Le fichier.
import-new-title-youths = Importer des jeunes
import-new-title-learners = Importer des apprenants
import-new-lead = Rien n’est enregistré avant votre accord, à l’étape de l’aperçu.
import-new-for = Pour { $organisation }.
import-file-label-youths = Fichier CSV ou Excel (.xlsx)
import-file-label-learners = Fichier JSON, CSV, Excel (.xlsx) ou SIFA
import-file-aid = Jusqu’à { $megabytes } Mo. Vous pouvez déposer le fichier ici.
import-accepted-title = Ce qui est accepté
import-accepted-youths-export = Un export d’i-milo, une ligne par jeune, avec une ligne de titres. L’encodage et le séparateur sont reconnus ; les dates aussi : AAAA-MM-JJ, JJ/MM/AAAA ou dates d’Excel.
import-accepted-youths-required = Quatre colonnes sont nécessaires : numéro de dossier i-milo, nom de naissance, prénom, date de naissance. Vous direz à l’étape suivante laquelle est laquelle.
import-accepted-learners-template = Le modèle Excel, rempli par vos soins ou par votre logiciel ; ou un CSV avec les mêmes titres de colonnes.
import-accepted-learners-json = Le JSON que votre logiciel envoie au service national (format v3).
import-accepted-learners-sifa = Le fichier de l’enquête SIFA : CSV de 47 colonnes, sans ligne de titres.
import-template = Télécharger le modèle Excel
import-template-file = modele-apprenants.xlsx
import-nir-notice-youths = Une colonne de numéro de sécurité sociale est refusée. Les commentaires libres ne sont pas repris.
import-nir-notice-learners = Le numéro de sécurité sociale n’est jamais gardé : mieux vaut ne pas l’envoyer.
import-continue = Continuer
import-cancel = Annuler
import-problem = Le fichier n’a pas pu être lu
import-file-missing = Choisissez un fichier.
import-file-empty = Le fichier est vide. Vérifiez l’export et renvoyez le fichier.
import-file-too-large = Le fichier dépasse { $megabytes } Mo. Découpez-le en plusieurs fichiers.
import-file-interrupted = L’envoi du fichier s’est interrompu. Recommencez.
import-untitled = fichier sans nom

# Les colonnes.
import-columns-title = Reconnaître les colonnes : { $found } sur { $count } trouvées
import-columns-rows = { $count ->
    [1] 1 ligne
   *[other] { $count } lignes
}
import-columns-left-out = { $count ->
    [1] « { $names } » n’est pas reprise : les commentaires et textes libres restent chez vous.
   *[other] { $names } ne sont pas reprises : les commentaires et textes libres restent chez vous.
}
import-columns-refused = { $count ->
    [1] « { $names } » est refusée : le numéro de sécurité sociale ne peut pas être conservé ici.
   *[other] { $names } sont refusées : le numéro de sécurité sociale ne peut pas être conservé ici.
}
import-columns-quoted = « { $header } »
import-columns-header = Colonne du fichier, et des exemples
import-columns-target = Ce qu’elle contient
import-columns-remark = Remarque
import-columns-caption = Les colonnes du fichier
import-columns-skip = Ne pas reprendre
import-columns-required = { $label } (obligatoire)
import-columns-is-required = Obligatoire
import-columns-is-refused = Refusée : numéro de sécurité sociale
import-columns-is-free-text = Texte libre, non repris
import-columns-hidden = Valeurs masquées
import-columns-no-value = Vide sur les premières lignes
import-columns-saved = Ces choix sont retenus pour les prochains fichiers de votre organisation.
import-columns-see-preview = Voir l’aperçu
import-columns-other-file = Changer de fichier
import-columns-problem = Il reste des colonnes à préciser
import-columns-missing = Aucune colonne ne donne « { $label } ». Choisissez laquelle dans la liste.
import-columns-twice = « { $label } » est déjà donné par la colonne « { $header } ». Choisissez une seule des deux.

import-column-file-number = Numéro de dossier i-milo
import-column-birth-name = Nom de naissance
import-column-first-name = Prénom
import-column-birth-date = Date de naissance
import-column-used-name = Nom d’usage
import-column-sex = Sexe
import-column-address = Adresse
import-column-postcode = Code postal
import-column-commune = Commune
import-column-phone = Téléphone
import-column-email = E-mail
import-column-counsellor = Conseiller
import-column-file-status = État du dossier
import-column-situation = Situation (emploi, formation…)
import-column-situation-since = Situation depuis le
import-column-last-contact = Dernier contact
import-column-cej-start = Début du CEJ (contrat d’engagement jeune)
import-column-cej-end = Fin du CEJ
import-column-pacea-start = Début du PACEA (parcours d’accompagnement)
import-column-pacea-end = Fin du PACEA
import-column-rqth = RQTH (travailleur handicapé)
import-column-school-level = Niveau scolaire
import-column-wanted-trades = Métiers souhaités (codes ROME)
import-column-mobility = Mobilité
import-column-ine = INE (identifiant national élève)

# L’aperçu.
import-preview-title = { $ready ->
    [0] Aperçu : aucune ligne prête
    [one] Aperçu : 1 ligne prête
   *[other] Aperçu : { $ready } lignes prêtes
}{ $failed ->
    [0] {""}
   *[other] , { $failed } en erreur
}
import-preview-lead = Rien n’est encore enregistré.
import-preview-sum = { $read ->
    [one] { $read } ligne lue
   *[other] { $read } lignes lues
  } = { $created ->
    [one] { $created } créé
   *[other] { $created } créés
  } + { $updated } mis à jour + { $unchanged ->
    [one] { $unchanged } inchangé
   *[other] { $unchanged } inchangés
  } + { $failed } en erreur{ $erased ->
    [0] {""}
   *[other] {" "}+ { $erased } ignorés (personnes effacées)
  }. Aucune ligne ne manque.
import-no-row = Ce fichier n’a aucune ligne sous ses titres de colonnes. Vérifiez l’export et renvoyez-le.
import-errors-title = { $count ->
    [1] 1 ligne à corriger
   *[other] { $count } lignes à corriger
}
import-errors-aside-title = { $count ->
    [1] 1 ligne gardée de côté
   *[other] { $count } lignes gardées de côté
}
import-errors-after = { $ready ->
    [0] Elles seront gardées de côté : téléchargez-les ici, ou plus tard depuis le compte rendu, corrigez-les et renvoyez ce fichier.
   *[other] Les autres lignes peuvent être importées dès maintenant. Celles-ci seront gardées de côté : téléchargez-les ici, ou plus tard depuis le compte rendu, corrigez-les et renvoyez ce fichier.
}
import-errors-more = { $count ->
    [1] Et 1 autre ligne, dans le fichier à télécharger.
   *[other] Et { $count } autres lignes, dans le fichier à télécharger.
}
import-errors-download = Télécharger, corriger, renvoyer
import-line = Ligne { $line }
import-item = Dossier [{ $line }]
import-empty-value = (vide)
import-warnings-title = { $count ->
    [1] 1 remarque
   *[other] { $count } remarques
}
import-warnings-lead = Ces lignes sont importées ; la valeur citée est laissée de côté ou à vérifier.
import-warnings-more = { $count ->
    [1] Et 1 autre remarque.
   *[other] Et { $count } autres remarques.
}
import-notices-title = À savoir sur ce fichier
import-confirm = { $count ->
    [1] Importer 1 ligne
   *[other] Importer { $count } lignes
}
import-confirm-nothing-new = Terminer : rien ne change
import-confirm-errors-only = Garder les lignes de côté pour les corriger
import-back-to-columns = Revenir aux colonnes
import-abandon = Abandonner
import-abandon-sentence = Le fichier reçu est oublié. Rien n’a été enregistré, rien n’est perdu chez vous.
import-abandon-confirm = Abandonner cet import

# En cours, puis le compte rendu.
import-running-title = Import en cours
import-running-lead = Vous pouvez fermer cette page : l’import continue.
import-running-progress = { $done } lignes sur { $rows }
import-running-reading = lecture du fichier…
import-running-refresh = Actualiser toutes les 3 secondes
import-report-title = { $count ->
    [0] Compte rendu : aucune ligne importée
    [one] Compte rendu : 1 ligne importée
   *[other] Compte rendu : { $count } lignes importées
}
import-report-lead = Terminé le { $when }
import-report-warnings = { $count ->
    [1] 1 valeur a été laissée de côté ou reste à vérifier, sans empêcher l’import de sa ligne.
   *[other] { $count } valeurs ont été laissées de côté ou restent à vérifier, sans empêcher l’import de leur ligne.
}
import-report-warnings-lead = Ce que disait le fichier n’est pas gardé ici : relisez-le à la ligne et à la colonne dites.
import-cancelled-title = Import abandonné
import-cancelled-lead = { $count ->
    [0] Le fichier a été oublié. Rien n’a été enregistré.
    [one] Le fichier a été oublié. La ligne déjà importée reste enregistrée.
   *[other] Le fichier a été oublié. Les { $count } lignes déjà importées restent enregistrées.
}
import-interrupted-title = Import interrompu
import-interrupted-kept = { $done ->
    [0] Rien n’est encore enregistré, et le fichier est gardé.
    [one] { $done } ligne sur { $rows } est faite et le reste ; le fichier est gardé. En réessayant, l’import reprend où il s’est arrêté.
   *[other] { $done } lignes sur { $rows } sont faites et le restent ; le fichier est gardé. En réessayant, l’import reprend où il s’est arrêté.
}
import-problem-storage = La base de données n’a pas accepté l’écriture, plusieurs fois de suite. Réessayez ; si cela recommence, prévenez votre administrateur.
import-problem-file = Le fichier ne se lit plus. Réessayez ; si cela recommence, abandonnez cet import et renvoyez le fichier.
import-problem-file-lost = Le fichier n’est plus là : l’import ne peut pas continuer. Renvoyez le fichier ; ce qui était déjà importé ne changera pas.
import-problem-unexpected = Une erreur imprévue a arrêté l’import, plusieurs fois de suite. Réessayez ; si cela recommence, prévenez votre administrateur.
import-retry = Réessayer
import-abandon-rest = { $count ->
    [0] Le fichier reçu est oublié. Rien n’a été enregistré, rien n’est perdu chez vous.
    [one] Le fichier reçu est oublié. La ligne déjà importée reste enregistrée.
   *[other] Le fichier reçu est oublié. Les { $count } lignes déjà importées restent enregistrées.
}

# À affecter.
assign-title = { $count ->
    [0] À affecter
    [one] À affecter : 1 jeune
   *[other] À affecter : { $count } jeunes
}
assign-lead = Leur code postal couvre des communes de plusieurs Missions Locales. Choisissez la commune où chacun habite : elle dit quelle Mission Locale accompagne.
assign-limit = Les { $count } premiers sont affichés.
assign-caption = Jeunes à affecter
assign-person = Jeune
assign-where = Adresse connue
assign-commune = Commune de résidence
assign-choose = Choisissez…
assign-submit = Affecter
assign-postcode = Code postal { $postcode }
assign-uncovered = aucune Mission Locale du territoire
assign-none-possible = Aucune commune connue pour ce code postal
assign-empty-title = Tout le monde est affecté
assign-empty-text = Quand un code postal mène à plusieurs Missions Locales, la personne attend ici qu’on choisisse sa commune. Personne n’est jamais affecté au hasard.
assign-missing = Choisissez une commune dans la liste.

# Clés.
keys-title = { $count ->
    [0] Clés de l’API
    [one] Clés de l’API : 1 en service
   *[other] Clés de l’API : { $count } en service
}
keys-lead = Une clé permet à un logiciel d’envoyer des dossiers au nom de votre organisation, pour ses établissements seulement.
keys-new-title = Créer une clé
keys-label = À quoi servira-t-elle ?
keys-label-aid = Par exemple « Ypareo, site de Montreuil ». 80 caractères au plus.
keys-create = Créer la clé
keys-made-title = Votre nouvelle clé
keys-made-text = Copiez-la maintenant : elle ne sera plus jamais affichée. Gardez-la comme un mot de passe.
keys-made-field = Clé
keys-copy = Copier
keys-caption = Clés de { $organisation }
keys-column-label = Usage
keys-column-state = État
keys-column-created = Créée
keys-column-used = Dernier usage
keys-never-used = Jamais utilisée
keys-state-active = En service
keys-state-revoked = Révoquée le { $when }
keys-revoke = Révoquer
keys-revoke-sentence = Le logiciel qui l’utilise ne pourra plus rien envoyer, aussitôt. C’est définitif.
keys-revoke-confirm = Révoquer « { $label } »
keys-empty = Aucune clé pour l’instant.
keys-doc = Comment brancher un logiciel

# Annonces.
toast-import-cancelled = Import abandonné : le fichier est oublié.
toast-commune-chosen = Commune enregistrée : la Mission Locale du jeune est connue.
toast-key-revoked = Clé révoquée : elle n’ouvre plus rien.
keys-label-length = Écrivez de 1 à 80 caractères.

# Petites pièces.
colon = {" "}:
import-choose-again = Choisir un autre fichier
import-report-back = Voir les imports
import-errors-how = Corrigez le fichier téléchargé, sans toucher à ses dernières colonnes, puis importez-le comme un autre fichier.
