# Se connecter par un fournisseur d’identité, par exemple ProConnect
sign-on-enter = Entrer avec { $provider }
sign-on-leaving = Vous allez vers { $provider }
sign-on-signing-out = Déconnexion de { $provider }
sign-on-continue = Continuer
sign-on-stale = Le retour de { $provider } est venu trop tard, a déjà servi ou n’appartient pas à ce navigateur. Recommencez depuis cette page.
sign-on-cancelled = { $provider } ne vous a pas reconnu, ou vous avez renoncé. Recommencez, ou servez-vous de votre mot de passe.
sign-on-unreachable = { $provider } ne répond pas pour le moment. Réessayez dans quelques minutes, ou servez-vous de votre mot de passe.
sign-on-unproven = La réponse de { $provider } n’a pas pu être vérifiée : personne n’est entré. Recommencez ; si cela se répète, prévenez votre administrateur.
sign-on-unverified = { $provider } n’a pas donné d’adresse électronique vérifiée. Faites-la vérifier auprès de votre structure, ou servez-vous de votre mot de passe.
sign-on-unknown = L’adresse que donne { $provider } n’a pas de compte ici. Demandez une invitation à l’administrateur de votre structure, à cette adresse.
sign-on-other-identity = Ce compte est rattaché à une autre identité de { $provider }. Entrez avec votre mot de passe et détachez-la dans Mon compte, ou prévenez votre administrateur.
sign-on-other-organisation = { $provider } vous dit d’une structure (SIRET) qui n’est pas la vôtre ici. Choisissez la bonne structure chez { $provider }, ou prévenez votre administrateur.
sign-on-unknown-organisation = Votre structure n’a pas encore de SIRET ici pour être comparée à celle que donne { $provider }. Servez-vous de votre mot de passe, et prévenez votre administrateur.

# Mon compte
identity-title = Connexion par { $provider }
identity-since = Votre compte est rattaché à { $provider }. Première entrée : { $when }.
identity-none = Votre compte n’y est pas rattaché : il le sera la première fois que vous entrerez avec { $provider }, à la même adresse.
identity-untie = Détacher
identity-untie-text = Vous pourrez toujours entrer avec votre mot de passe. La prochaine entrée par { $provider } le rattachera de nouveau.
identity-untie-confirm = Détacher mon compte de { $provider }
toast-identity-untied = Votre compte est détaché.
problem-no-identity = Votre compte n’est rattaché à aucun fournisseur d’identité.
problem-siret-format = Un SIRET a 14 chiffres : vérifiez-le.
event-identity-unlinked = { $who } a détaché son compte de { $whom }.
