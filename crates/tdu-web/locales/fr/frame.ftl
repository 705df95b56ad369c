skip = Aller au contenu
home = Trait d’union, accueil
nav-main = Principale
nav-desk = Ma journée
nav-people = Jeunes
nav-assign = À affecter
nav-doubts = Doublons
nav-imports = Imports
nav-keys = Clés d’API
nav-api = API
nav-help = Aide
nav-more = Plus
nav-to-do = à faire aujourd’hui
nav-to-decide = à trancher
demonstration = Démonstration : toutes les personnes sont inventées.
find = Trouver un jeune
find-hint = Trouver un jeune…
my-account = Mon compte
act-for = Agir pour une autre structure
this-language = Français
other-language = English
sign-out = Se déconnecter
breadcrumb = Fil d’Ariane
undo = Annuler
cancel = Renoncer

door-title = Se connecter
door-lead-1 = Un seul parcours pour chaque jeune, suivi ensemble par les
door-lead-2 = et les
door-email = Adresse e-mail
door-password = Mot de passe
door-forgotten = Mot de passe oublié ? Demandez-en un nouveau à l’administrateur de votre structure.
door-enter = Se connecter
door-wrong = Adresse ou mot de passe incorrect. Vérifiez les majuscules, puis réessayez.
door-wait-seconds = Trop d’essais sans succès. Attendez { $n ->
    [1] une seconde
   *[other] { $n } secondes
  }, puis réessayez.
door-closed = La connexion est momentanément fermée : nous ne pouvons pas vérifier les essais en cours, et nous préférons ne laisser entrer personne. Réessayez dans quelques minutes.
door-wait = Trop d’essais sans succès. Pour protéger ce compte, attendez { $n ->
    [1] une minute
   *[other] { $n } minutes
  }, puis réessayez. Mot de passe oublié ? Demandez-en un nouveau à l’administrateur de votre structure.

network-ml = Mission Locale
network-cfa = CFA
network-plural-ml = Missions Locales
network-plural-cfa = chambres de métiers
network-to-ml = à la Mission Locale
network-to-cfa = au CFA
system-erp = logiciel du CFA
system-sifa = fichier SIFA du CFA
system-milo = i-milo
system-staff = saisi dans Trait d’union

when-today = aujourd’hui
when-tomorrow = demain
when-yesterday = hier
when-in-days = dans { $n } jours
when-in-months = dans { $n } mois
when-days-ago = il y a { $n } jours
when-months-ago = il y a { $n } mois

error-back = Revenir à la page
error-home = Revenir à l’accueil
error-reference = Si cela se répète, donnez cette référence à votre administrateur :
error-not-found-title = Cette page n’existe pas
error-not-found-text = L’adresse est peut-être incomplète, ou la personne n’est pas accompagnée par votre structure.
error-signed-out-title = Vous n’êtes plus connecté
error-signed-out-text = Connectez-vous de nouveau pour continuer.
error-cross-site-title = Demande refusée
error-cross-site-text = Cette demande vient d’un autre site. Rien n’a changé. Ouvrez Trait d’union et recommencez ici.
error-old-form-title = Page trop ancienne
error-old-form-text = Cette page a été ouverte avant votre dernière connexion ou pour une autre structure. Rien n’a changé. Revenez en arrière, rechargez la page et recommencez.
error-bad-form-title = Formulaire incomplet
error-bad-form-text = Nous n’avons pas pu lire ce formulaire. Rien n’a changé. Revenez en arrière et réessayez.
error-too-large-title = Envoi trop volumineux
error-too-large-text = Ce qui a été envoyé dépasse la taille acceptée. Rien n’a changé. Envoyez un fichier plus petit.
error-denied-title = Votre rôle ne le permet pas
error-denied-text = Rien n’a changé. Si vous en avez besoin, demandez ce droit à l’administrateur de votre structure.
error-invalid-title = Une information est à corriger
error-invalid-text = Rien n’a changé. Revenez en arrière, corrigez et réessayez.
error-file-title = Ce fichier ne peut pas être lu
error-file-text = Rien n’a changé. Vérifiez qu’il s’agit bien du fichier voulu, enregistrez-le de nouveau et réessayez.
error-conflict-title = Ce n’est plus possible
error-conflict-text = La situation a changé entre-temps : revenez à la page pour voir où elle en est.
error-unlogged-title = La page ne peut pas être montrée
error-unlogged-text = Chaque consultation s’inscrit d’abord au registre des accès, et il ne peut pas être écrit en ce moment. Réessayez dans un instant ; si cela dure, prévenez votre administrateur.
error-closed-title = Connexion momentanément fermée
error-closed-text = Nous ne pouvons pas vérifier les essais en cours, et nous préférons ne laisser entrer personne. Rien n’a changé. Réessayez dans quelques minutes.
error-internal-title = Un problème de notre côté
error-internal-text = Votre demande n’a pas abouti et rien n’a été enregistré. Réessayez dans un instant.

problem-date-in-future = La date est dans l’avenir : indiquez aujourd’hui ou un jour passé.
problem-date-too-old = La date remonte à plus d’un an : vérifiez l’année.
problem-date-format = La date ne se lit pas : écrivez-la 22/11/2026.
problem-date-needed = Indiquez la date.
problem-phone-format = Ce numéro n’est pas un numéro français complet : 10 chiffres, par exemple 01 99 00 12 34.
problem-email-format = Cette adresse e-mail est incomplète : elle s’écrit nom@domaine.fr.
problem-commune-unknown = Cette commune n’est pas dans la liste du territoire : choisissez-la dans la liste.
problem-nothing-given = Rien n’est rempli : complétez au moins un champ.
problem-choose = Choisissez une réponse.
problem-nothing-changes = C’est déjà ce qui est enregistré : il n’y a rien à changer.
problem-postponement-length = Un signal se reporte de 1 à 31 jours.
problem-label-length = Donnez un nom de 1 à 60 caractères.
problem-undo-too-late = Il est trop tard pour annuler : d’autres actes ont suivi, ou 30 minutes sont passées.
problem-doubt-decided = Ce doublon vient d’être tranché : annulez d’abord la décision si elle est fausse.
problem-doubt-one-person = Ces deux dossiers sont déjà ceux d’une seule personne.
problem-doubt-told-apart = Quelqu’un a décidé que ces deux personnes sont distinctes : annulez d’abord cette décision.
problem-merged-since = D’autres décisions ont suivi sur ces dossiers : annulez d’abord la plus récente.
problem-split-some = Choisissez les dossiers à séparer, en laissant au moins un dossier à la personne.
problem-undo-impossible = Cet acte ne s’annule pas.
problem-import-already-run = Ce fichier est déjà importé ou abandonné.
problem-import-not-confirmed = Cet import n’est pas confirmé.
problem-file-empty = Le fichier est vide.
problem-file-too-large = Le fichier dépasse 200 Mo.
problem-mapping-incomplete = Il manque une colonne obligatoire.
