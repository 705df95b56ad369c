# Mon compte
account-title = Mon compte
device = { $browser } sur { $system }
device-unknown = Navigateur inconnu
moment = { $day } à { $time }
sessions-title = { $n ->
    [1] Une connexion ouverte
   *[other] { $n } connexions ouvertes
  }
sessions-lead = Si vous ne reconnaissez pas une connexion, fermez-la, puis changez votre mot de passe.
session-here = Ici
session-since = Connexion : { $when }.
session-seen = Dernière activité : { $when }.
session-end = Fermer
sessions-end = Fermer toutes les autres
toast-session-ended = La connexion est fermée.
toast-sessions-ended = Les autres connexions sont fermées.
password-title = Mot de passe
password-present = Mot de passe actuel
password-new = Nouveau mot de passe
password-aid = 12 caractères au moins. Plusieurs mots sans rapport entre eux se retiennent mieux et protègent mieux.
password-change = Changer le mot de passe
toast-password-changed = Le mot de passe est changé. Les autres connexions sont fermées.
problem-password-wrong = Ce n’est pas votre mot de passe actuel. Vérifiez les majuscules, puis réessayez.
problem-password-length = Trop court : il faut au moins 12 caractères. Quatre mots sans rapport entre eux suffisent.
problem-password-too-long = Trop long : 200 caractères au plus.
problem-password-common = Trop facile à deviner : ce mot de passe, ou presque, est de ceux que l’on essaie d’abord. Choisissez quatre mots sans rapport entre eux.
problem-password-about = Il contient surtout votre nom, votre adresse ou le nom de votre structure, que tout le monde connaît. Choisissez quatre mots sans rapport avec vous.
problem-password-wait = Trop d’essais sans succès. Attendez quelques minutes, puis réessayez.

# Le second facteur
codes-title = Application de codes
codes-lead = Après votre mot de passe, une application de votre téléphone donne un code à six chiffres. Un mot de passe volé ne suffit plus.
codes-on = En service
codes-left = { $n ->
    [0] Il ne reste aucun code de secours : refaites-en.
    [one] Il reste un code de secours.
   *[other] Il reste { $n } codes de secours.
  }
codes-renew = Refaire les codes de secours
codes-change = Changer d’application
codes-remove = Retirer l’application
codes-remove-text = Votre mot de passe seul suffira de nouveau pour se connecter.
codes-remove-confirm = Retirer l’application de codes
codes-set-up = Installer une application de codes
codes-set-up-title = Application de codes
codes-required = Votre rôle donne des droits à d’autres : il demande un second facteur. Installez-le pour continuer.
codes-scan = Ouvrez une application de codes sur votre téléphone (par exemple Aegis, FreeOTP ou celle que votre structure conseille), et visez cette image.
codes-picture = Image à viser avec l’application de codes
codes-by-hand = Saisir la clé à la main
codes-by-hand-text = Dans l’application, choisissez un code « basé sur l’heure » et recopiez cette clé.
codes-first = Le code que l’application montre maintenant.
codes-confirm = Vérifier et installer
toast-codes-removed = L’application de codes est retirée.
code-title = Second facteur
code-lead = { $name }, il manque le code de votre application.
code-label = Code
code-aid = Six chiffres, ou l’un de vos codes de secours.
code-confirm = Continuer
problem-code-wrong = Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant et réessayez.
problem-code-wait = Trop d’essais sans succès. Attendez quelques minutes, puis réessayez.
problem-second-factor-needed = Votre rôle demande un second facteur : vous pouvez changer d’application, pas la retirer.
problem-sign-in-again = Par prudence, ce réglage ne se change que dans la demi-heure qui suit une connexion. Déconnectez-vous, reconnectez-vous, puis recommencez.
recovery-title = Vos codes de secours
recovery-lead = Gardez-les hors de votre téléphone, sur papier par exemple. Chacun remplace une fois le code de l’application. Ils ne seront plus montrés.
recovery-copy = Copier
recovery-print = Imprimer
recovery-kept = Je les ai gardés, continuer
problem-no-codes = Aucune application de codes n’est installée : installez-en une d’abord.

# Les clés d’accès
passkeys-title = Clés d’accès
passkeys-lead = Une clé d’accès ouvre votre compte sans mot de passe ni code : l’appareil vous reconnaît, par le doigt, le visage ou son code secret. Elle ne sert que sur ce site et ne quitte pas l’appareil ou votre gestionnaire de mots de passe.
passkeys-absent = Ce navigateur n’en propose pas à cette adresse. Mettez-le à jour, ou passez par un autre.
passkeys-no-site = Elles ne sont pas proposées ici : il faut une adresse en https avec un nom.
passkey-label = Nom de la clé
passkey-label-aid = Pour la reconnaître : l’appareil où elle est gardée, par exemple.
passkey-add = Ajouter une clé d’accès
passkey-since = Ajoutée : { $when }.
passkey-used = Dernière connexion : { $when }.
passkey-unused = Pas encore utilisée.
passkey-remove = Retirer
passkey-enter = Entrer avec une clé d’accès
passkey-wrong = Cette clé d’accès n’ouvre pas de compte ici, ou elle a répondu trop tard. Réessayez, ou servez-vous de votre mot de passe.
passkey-lead = { $name }, il manque votre clé d’accès.
problem-passkey-refused = La clé n’a pas pu être ajoutée : elle l’est déjà, ou la réponse est venue trop tard. Réessayez.
problem-passkey-needed = Votre rôle demande un second facteur : ajoutez une autre clé ou une application de codes avant de retirer celle-ci.
toast-passkey-added = La clé d’accès est ajoutée.
toast-passkey-removed = La clé d’accès est retirée. Supprimez-la aussi de l’appareil.
