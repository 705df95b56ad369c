# Équipe et invitations
nav-team = Équipe
team-title = Équipe : { $n ->
    [1] un membre
   *[other] { $n } membres
  }
team-members = Membres
team-you = Vous
team-disabled = Désactivé
team-protected = Second facteur
team-change = Modifier
team-role = Rôle
team-role-change = Changer le rôle
team-remove = Retirer { $name }
team-remove-text = La personne perd aussitôt l’accès à cette structure. Ce qu’elle a saisi reste.
team-invitations = { $n ->
    [1] Une invitation en attente
   *[other] { $n } invitations en attente
  }
team-invite-title = Inviter quelqu’un
team-email-aid = Son adresse professionnelle : c’est avec elle que la personne se connectera.
team-name = Prénom et nom
team-name-aid = Tels que ses collègues les liront.
team-invite = Préparer l’invitation
team-link-title = Lien à transmettre
team-link-text = Envoyez ce lien à la personne, et à elle seule. Il sert une fois, pendant { $n } jours, et n’est montré que maintenant.
team-link = Lien d’invitation
team-link-copy = Copier le lien
invitation-until = Par { $who }. Valable jusqu’au { $when }.
invitation-over = Par { $who }. N’est plus valable depuis le { $when }.
invitation-expired = Expirée
invitation-renew = Nouveau lien
invitation-withdraw = Retirer
invitation-title = Rejoindre { $organisation }
invitation-lead = Bonjour { $name }. { $who } vous invite, avec le rôle : { $role }.
invitation-password = Choisissez un mot de passe
invitation-accept = Accepter l’invitation
invitation-sign-in = Vous avez déjà un compte ({ $email }). Connectez-vous avec lui pour rejoindre cette structure.
invitation-join = Rejoindre cette structure
invitation-join-text = Votre compte aura une structure de plus. Vous passerez de l’une à l’autre par le menu en haut à droite.
invitation-someone-else = Cette invitation est pour { $email }, mais { $name } est connecté ici. Déconnectez-vous, puis rouvrez le lien.
toast-invitation-withdrawn = L’invitation est retirée : son lien ne s’ouvre plus.
toast-role-changed = Le rôle est changé. La personne se reconnectera avec lui.
toast-member-removed = La personne est retirée. Ses connexions à cette structure sont fermées.
toast-joined = Bienvenue. Votre compte est prêt.
problem-guest-name = Indiquez le prénom et le nom, 80 caractères au plus.
problem-already-member = Cette personne est déjà membre de votre structure.
problem-last-administrator = C’est le dernier administrateur de la structure : nommez-en un autre d’abord.
problem-role-of-territory = Ce rôle est donné par le territoire : demandez à son exploitant.
problem-account-known = Cette adresse a déjà un compte : connectez-vous avec lui, puis rouvrez le lien.
events-title = Derniers changements
event = { $told } ({ $when })
event-invited = { $who } a invité { $whom }.
event-invitation-renewed = { $who } a refait le lien d’invitation de { $whom }.
event-invitation-withdrawn = { $who } a retiré l’invitation de { $whom }.
event-joined = { $who } a rejoint la structure ({ $whom }).
event-role-changed = { $who } a changé le rôle de { $whom } : { $before }, puis { $after }.
event-member-removed = { $who } a retiré { $whom }.
event-password-changed = { $who } a changé son mot de passe.
event-codes-set-up = { $who } a installé une application de codes.
event-codes-removed = { $who } a retiré son application de codes.
event-recovery-code-used = { $who } s’est servi d’un code de secours.
event-recovery-codes-renewed = { $who } a refait ses codes de secours.
event-passkey-added = { $who } a ajouté la clé d’accès « { $whom } ».
event-passkey-removed = { $who } a retiré la clé d’accès « { $whom } ».
event-identity-linked = { $who } s’est connecté pour la première fois par { $whom }.
