stage-accompanied = Accompagné
stage-oriented = Métier en vue
stage-referred = Orienté vers un CFA
stage-pre-registered = Préinscrit
stage-searching-before-start = Cherche une entreprise
stage-searching-in-training = En formation, sans contrat
stage-contract-signed = Contrat signé
stage-in-contract = En contrat
stage-training-after-rupture = En formation après rupture
stage-broken-supported = Contrat rompu, accompagné
stage-broken-looking = Contrat rompu, sans aide connue
stage-left = Sorti de formation
stage-training-ended = Formation terminée
stage-ended-without-diploma = Terminé sans diplôme
stage-graduated = Diplômé
stage-in-employment = En emploi
stage-not-followed = Non suivi

milestone-pacea-start = PACEA
milestone-cej-start = Contrat d’engagement jeune
milestone-cej-end = Fin du CEJ
milestone-referral = Orientation vers un CFA
milestone-referral-accepted = Accepté par le CFA
milestone-enrolment = Inscription au CFA
milestone-training-start = Entrée en formation
milestone-contract-start = Contrat
milestone-rupture = Rupture
milestone-contract-end = Fin du contrat
milestone-search-limit = Limite des 3 mois
milestone-rupture-limit = Limite des 6 mois
milestone-exclusion = Exclusion
milestone-training-end = Fin de formation
milestone-diploma = Diplôme
milestone-employment = Emploi

signal-contract-search-limit = Limite des 3 mois
signal-rupture-declared = Contrat rompu
signal-rupture-support-limit = Limite des 6 mois
signal-free-rupture-ends = 45 jours de présence
signal-no-contact = Sans échange
signal-diploma-unknown = Diplôme inconnu
signal-minor-inactive = Mineur sans activité
signal-missing-phone = Téléphone manquant
signal-missing-commune = Commune manquante

reason-contract-search-limit = Sans contrat depuis { $days } jours : la limite des 3 mois { $passed ->
    [yes] est passée depuis le { $due }
   *[no] tombe le { $due }
  }.
reason-rupture-declared = Contrat rompu le { $cause }, sans échange depuis : { $passed ->
    [yes] il fallait l’appeler avant le { $due }
   *[no] à appeler avant le { $due }
  }.
reason-rupture-support-limit = Contrat rompu le { $cause } : sans nouveau contrat, la formation s’arrête le { $due }.
reason-free-rupture-ends = En contrat depuis le { $cause } : les 45 jours de présence sont atteints au plus tôt le { $due }.
reason-no-contact = Aucun échange depuis { $days } jours, le dernier date du { $cause }.
reason-diploma-unknown = Formation terminée le { $cause } : personne n’a dit si le diplôme est obtenu.
reason-minor-inactive = Moins de 18 ans, sans formation, contrat ni accompagnement{ $known ->
    [yes] {" "}depuis le { $since }
   *[no] {""}
  } : l’obligation de formation court jusqu’au { $cause }.
reason-missing-phone = Le téléphone manque : personne ne peut l’appeler.
reason-missing-commune = La commune manque ou n’est pas reconnue : on ne sait pas quelle Mission Locale l’accompagne.

consequence-contract-search-limit = Un CFA peut former trois mois sans contrat ; ensuite la formation s’arrête (Code du travail, article L6222-12-1).
consequence-rupture-declared = Un appel dans la semaine aide à retrouver vite une entreprise.
consequence-rupture-support-limit = Après une rupture, le CFA garde l’apprenti six mois au plus (Code du travail, article L6222-18-2).
consequence-free-rupture-ends = Pendant les 45 premiers jours en entreprise, chacun peut rompre sans motif (Code du travail, article L6222-18) : faites le point avant.
consequence-no-contact = Un échange dit si l’accompagnement convient encore.
consequence-diploma-unknown = Le résultat dit la suite : emploi, autre formation ou nouvel accompagnement.
consequence-minor-inactive = De 16 à 18 ans, chacun doit être en formation, en emploi ou accompagné (Code de l’éducation, article L114-1).
consequence-missing-phone = Demandez-le au jeune ou à l’autre réseau.
consequence-missing-commune = Demandez-la au jeune ou à l’autre réseau.

answer-record-contact = Noter un échange
answer-record-diploma = Renseigner le diplôme
answer-complete-details = Compléter la fiche

severity-info = À compléter
severity-notice = À prévoir
severity-warning = Cette semaine
severity-urgent = Urgent

national-inscrit = Inscrit, sans contrat
national-apprenti = En contrat
national-rupturant = Contrat rompu
national-abandon = Abandon
national-fin-de-formation = Fin de formation

means-meeting = Rencontre
means-phone = Téléphone
means-message = Message, e-mail ou courrier
means-no-answer = Essai sans réponse

act-source-received = Premier dossier reçu.
act-source-changed = Un dossier a changé.
act-contact-recorded = Un échange a eu lieu.
act-details-completed = La fiche a été complétée.
act-diploma-recorded = Le diplôme a été renseigné.
act-person-handed-over = Le jeune a été confié à un collègue.
act-signal-postponed = Un signal a été reporté.
act-act-undone = Un acte a été annulé.
act-people-merged = Deux dossiers ont été reconnus d’une seule personne, et réunis.
act-people-told-apart = Un dossier qui ressemble a été reconnu d’une autre personne.
act-records-split = Des dossiers d’une autre personne ont été séparés.
act-mission-locale-changed = Le jeune a changé de Mission Locale.
act-person-erased = Tout ce qui était dit de la personne a été effacé.
act-people-merged-n = { $n ->
    [1] Un dossier a été reconnu de la même personne, et réuni à cette fiche.
   *[other] { $n } dossiers ont été reconnus de la même personne, et réunis à cette fiche.
  }
act-records-split-n = { $n ->
    [1] Un dossier était d’une autre personne : il a été séparé.
   *[other] { $n } dossiers étaient d’une autre personne : ils ont été séparés.
  }
act-mission-locale-changed-from = Changement de Mission Locale : le jeune était suivi par { $name }.
act-source-joined = Autre dossier reçu, reconnu de la même personne.
act-source-received-from = Premier dossier reçu ({ $system }).
act-source-changed-from = { $n ->
    [1] Un changement reçu
   *[other] { $n } changements reçus
  } ({ $system }).
act-contact-by = Échange : { $means }.
act-handed-to = Confié à { $name }.
act-postponed-until = Signal « { $signal } » reporté jusqu’au { $until }.

level-0 = Sans certification
level-2 = CléA ou équivalent
level-3 = CAP ou équivalent
level-4 = Baccalauréat ou équivalent
level-5 = Bac + 2
level-6 = Bac + 3 et plus
mobility-commune = Dans sa commune
mobility-area = Dans le territoire de la Mission Locale
mobility-department = Dans le département
mobility-region = Dans la région
mobility-country = Partout en France
file-status-active = Actif
file-status-inactive = Inactif
file-status-closed = Clos
file-status-transferred = Transféré
situation-employment = En emploi
situation-work-study = En alternance
situation-training = En formation
situation-immersion = En immersion
situation-volunteering = En volontariat
situation-school = Scolarisé
situation-job-seeker = En recherche d’emploi
sex-f = Femme
sex-m = Homme

field-birth-name = Nom de naissance
field-used-name = Nom d’usage
field-first-name = Prénom
field-birth-date = Date de naissance
field-sex = Sexe
field-ine = Identifiant national étudiant (INE)
field-milo-number = Dossier i-milo
field-has-nir = Numéro de sécurité sociale connu de la source
field-birth-postcode = Code postal de naissance
field-birth-commune = Commune de naissance
field-address = Adresse
field-postcode = Code postal
field-commune = Commune
field-commune-name = Commune, telle qu’écrite
field-phone = Téléphone
field-email = E-mail
field-guardian-email-1 = E-mail du représentant légal
field-guardian-email-2 = E-mail du second représentant légal
field-rqth = Travailleur handicapé reconnu (RQTH)
field-rqth-since = RQTH depuis
field-school-level = Niveau scolaire
field-last-situation = Situation précédente (code SIFA)
field-last-establishment = Dernier établissement
field-wanted-trades = Métiers voulus
field-mobility = Mobilité
field-school-year = Année scolaire
field-legacy-status = Ancien statut national
field-legacy-status-on = Date de l’ancien statut
field-custom-status = Statut propre à la source
field-training-label = Formation
field-training-year = Année de formation
field-rncp = Numéro RNCP
field-cfd = Code formation diplôme (CFD)
field-on-site = Formation sur place
field-planned-years = Durée prévue (années)
field-planned-months = Durée prévue (mois)
field-enrolled-on = Inscription
field-training-start = Entrée en formation
field-training-end = Fin de formation
field-diploma-obtained = Diplôme obtenu
field-diploma-on = Date du diplôme
field-excluded-on = Exclusion
field-exclusion-cause = Cause de l’exclusion
field-disability-referent-last-name = Nom du référent handicap
field-disability-referent-first-name = Prénom du référent handicap
field-disability-referent-email = E-mail du référent handicap
field-responsible-uai = Établissement responsable (UAI)
field-responsible-siret = Établissement responsable (SIRET)
field-trainer-uai = Établissement formateur (UAI)
field-trainer-siret = Établissement formateur (SIRET)
field-place-uai = Lieu de formation (UAI)
field-place-siret = Lieu de formation (SIRET)
field-place-address = Adresse du lieu de formation
field-place-postcode = Code postal du lieu de formation
field-cfa-type = Type de CFA
field-counsellor = Conseiller
field-file-status = État du dossier
field-situation = Situation
field-situation-since = Situation depuis
field-last-contact-on = Dernier échange
field-cej-start = Début du contrat d’engagement jeune (CEJ)
field-cej-end = Fin du CEJ
field-pacea-start = Début du PACEA
field-pacea-end = Fin du PACEA
field-contract-1-start = Premier contrat : début
field-contract-1-end = Premier contrat : fin prévue
field-contract-1-rupture = Premier contrat : rupture
field-contract-1-rupture-cause = Premier contrat : cause de la rupture
field-contract-1-employer = Premier contrat : employeur (SIRET)
field-contract-2-start = Deuxième contrat : début
field-contract-2-end = Deuxième contrat : fin prévue
field-contract-2-rupture = Deuxième contrat : rupture
field-contract-2-rupture-cause = Deuxième contrat : cause de la rupture
field-contract-2-employer = Deuxième contrat : employeur (SIRET)
field-contract-3-start = Troisième contrat : début
field-contract-3-end = Troisième contrat : fin prévue
field-contract-3-rupture = Troisième contrat : rupture
field-contract-3-rupture-cause = Troisième contrat : cause de la rupture
field-contract-3-employer = Troisième contrat : employeur (SIRET)
field-contract-4-start = Quatrième contrat : début
field-contract-4-end = Quatrième contrat : fin prévue
field-contract-4-rupture = Quatrième contrat : rupture
field-contract-4-rupture-cause = Quatrième contrat : cause de la rupture
field-contract-4-employer = Quatrième contrat : employeur (SIRET)
