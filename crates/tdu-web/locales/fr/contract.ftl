signal-rupture-plan = Plan après la rupture
signal-rupture-call = Appel prévu
signal-rupture-deadline = Délai légal
signal-alert-shared = Signal faible partagé
signal-alert-open = Signal faible à suivre
signal-first-month-views = Point du premier mois
signal-situation-due = Situation après la formation

reason-rupture-plan = Rupture déclarée au { $cause } : rien n’est encore prévu pour la suite.
reason-rupture-call = L’appel convenu après la rupture était prévu le { $due }.
reason-rupture-deadline = Contrat rompu le { $cause } : un délai légal tombe le { $due }.
reason-alert-shared = Des signes inquiètent depuis le { $cause } : le CFA attend un regard de la Mission Locale.
reason-alert-open = Des signes inquiètent depuis le { $cause } : le contrat risque de rompre.
reason-first-month-views = En contrat depuis le { $cause } : il reste à demander à l’employeur, au jeune ou aux deux comment cela se passe.
reason-situation-due = Formation terminée le { $cause } : que devient ce jeune ?

consequence-rupture-plan = Un but commun et un appel prévu aident à retrouver un contrat.
consequence-rupture-call = Notez l’appel et ce qu’il a donné : l’autre réseau le saura.
consequence-rupture-deadline = Voyez les délais du mode de rupture sur la page de la rupture.
consequence-alert-shared = Un appel avant la rupture vaut mieux qu’un dossier après.
consequence-alert-open = Convenez de ce qui est fait, par qui et avant quand ; l’alerte s’éteint seule quand les signes vieillissent.
consequence-first-month-views = La plupart des ruptures se jouent dans les premières semaines.
consequence-situation-due = La réponse se donne en deux clics, ou par un lien à transmettre au jeune.

answer-follow-rupture = Suivre la rupture
answer-answer-alert = Répondre au signal faible
answer-ask-views = Faire le point
answer-tell-situation = Dire ce qu’il devient

act-rupture-declared = Une rupture a été déclarée.
act-rupture-withdrawn = La rupture déclarée par erreur a été retirée.
act-rupture-planned = La suite de la rupture a été prévue.
act-rupture-closed = Le suivi de la rupture est terminé.
act-call-attempted = Un appel a été passé.
act-sign-noticed = Un signe a été noté.
act-view-recorded = Un point a été fait sur le contrat.
act-alert-taken = La Mission Locale a lu le signal faible.
act-alert-planned = La suite du signal faible a été prévue.
act-alert-closed = Le signal faible est clos.
act-situation-told = La situation après la formation a été dite.
act-situation-link-made = Un lien a été fait pour demander sa situation au jeune.
act-situation-link-revoked = Le lien qui demandait sa situation au jeune a été retiré.
act-rupture-declared-how = Rupture déclarée pour le { $day } : { $mode }. Motif : { $cause }.
act-rupture-planned-how = Après la rupture, but commun : { $goal }. Appel par { $caller }, au plus tard le { $day }.
act-rupture-closed-how = Suivi de la rupture terminé : { $outcome }.
act-call-attempted-how = Appel après la rupture : { $outcome }.
act-sign-noticed-what = Signe noté : { $sign }.{ $opened ->
    [yes] {" "}Un signal faible est partagé entre les deux réseaux.
   *[no] {""}
}
act-view-recorded-how = { $moment } : { $party } dit « { $together } », « { $work } », « { $future } ».{ $opened ->
    [yes] {" "}Un signal faible est partagé entre les deux réseaux.
   *[no] {""}
}
act-alert-planned-how = Signal faible : { $goal }, par { $owner }, avant le { $day }.
act-alert-closed-how = Signal faible clos : { $outcome }.
act-situation-told-how = { $months } mois après la formation : { $situation }{ $by ->
    [yes] , dit le jeune.
   *[no] .
}
act-situation-link-made-until = Un lien a été fait pour demander sa situation au jeune, jusqu’au { $day }.

rupture-mode-free = Rupture libre, pendant les 45 premiers jours en entreprise
rupture-mode-mutual = D’un commun accord
rupture-mode-apprentice = À l’initiative de l’apprenti, après le médiateur
rupture-mode-dismissal = Licenciement
rupture-mode-exclusion = Après une exclusion définitive du CFA
rupture-mode-diploma = Diplôme obtenu, à l’initiative de l’apprenti
rupture-mode-danger = Danger pour l’apprenti, décision de l’administration
rupture-mode-liquidation = Liquidation de l’entreprise
rupture-mode-none = Mode non précisé

rupture-cause-employer = Difficultés de l’entreprise
rupture-cause-conflict = Désaccord avec l’employeur ou l’équipe
rupture-cause-attendance = Absences ou retards
rupture-cause-trade = Le métier ne convient pas
rupture-cause-conditions = Conditions ou horaires de travail
rupture-cause-pay = Salaire
rupture-cause-mobility = Transport
rupture-cause-housing = Logement
rupture-cause-training = Formation au CFA
rupture-cause-other-project = Autre projet
rupture-cause-personal = Raisons personnelles ou familiales
rupture-cause-unknown = Pas encore connu

rupture-goal-recontract = Retrouver un contrat
rupture-goal-other-training = Changer de formation
rupture-goal-other-pathway = Prendre une autre voie

rupture-outcome-new-contract = Nouveau contrat
rupture-outcome-other-training = Autre formation
rupture-outcome-other-pathway = Autre voie
rupture-outcome-unreachable = Injoignable
rupture-outcome-declined = Ne souhaite pas d’aide

rupture-rule-free-until = Chacun peut rompre sans motif jusqu’à 45 jours de présence en entreprise. Sans le calendrier d’alternance, ils sont atteints au plus tôt le jour indiqué.
rupture-rule-both-sign = L’accord est écrit et signé par les deux parties.
rupture-rule-notice-from = L’apprenti peut prévenir l’employeur, par écrit daté, cinq jours après la saisine du médiateur au plus tôt.
rupture-rule-ends-from = Le contrat prend fin sept jours après l’avis à l’employeur au plus tôt, soit douze jours après la saisine du médiateur.
rupture-rule-guardian-signs = L’apprenti est mineur : son représentant légal signe aussi.
rupture-rule-guardian-mediator = Si le représentant légal ne répond pas, le médiateur intervient dans les quinze jours.
rupture-rule-dismissal-grounds = Faute grave, inaptitude, force majeure, ou décès du maître d’apprentissage dans une entreprise individuelle.
rupture-rule-new-cfa = L’apprenti a deux mois pour trouver un autre CFA ; sinon le contrat devient un contrat ordinaire ou se rompt.
rupture-rule-diploma-notice = L’employeur est prévenu par écrit au moins un mois avant.
rupture-rule-danger-decision = L’administration décide dans les quinze jours de la suspension ; le salaire est maintenu.
rupture-rule-liquidator = Le liquidateur notifie la rupture.
rupture-rule-tell-funder = L’employeur prévient l’opérateur de compétences sans délai.
rupture-rule-tell-cfa = Le CFA est prévenu.
rupture-rule-six-months = Le CFA garde l’apprenti en formation six mois au plus après la rupture, le temps de retrouver un employeur.

call-appointment = Rendez-vous pris
call-already-supported = Déjà accompagné
call-new-contract = Nouveau contrat
call-searching-contract = Cherche un contrat
call-new-project = Nouveau projet
call-reorientation = Souhaite se réorienter
call-declines-support = Ne veut pas d’accompagnement
call-declines-calls = Ne souhaite pas être rappelé
call-no-reply = Message laissé, à rappeler
call-unreachable = Injoignable après plusieurs essais
call-wrong-details = Coordonnées incorrectes

sign-absence = Absence
sign-lateness = Retards
sign-conflict = Conflit
sign-change-wish = Demande à changer
sign-discouragement = Découragement
sign-pay-trouble = Souci de salaire
sign-housing-trouble = Souci de logement
sign-employer-difficulty = Difficulté de l’employeur

moment-first-month = Point du premier mois
moment-day-45 = Point avant les 45 jours
moment-visit = Visite

party-employer = L’employeur
party-youth = Le jeune

question-employer-together = Sa présence et l’entente avec l’équipe ?
question-employer-work = Son travail ?
question-employer-future = Veut-il continuer avec ce jeune ?
question-youth-together = L’accueil et l’entente avec l’équipe ?
question-youth-work = Le travail demandé ?
question-youth-future = Veut-il continuer dans cette entreprise ?

feeling-good = Cela va bien
feeling-mixed = Mitigé
feeling-bad = Cela ne va pas

alert-goal-talk-youth = Écouter le jeune
alert-goal-talk-employer = Parler avec l’employeur
alert-goal-mediation = Réunir l’employeur et l’apprenti
alert-goal-social-help = Aider : logement, argent, transport
alert-goal-other-employer = Préparer un autre contrat

alert-outcome-goes-on = Le contrat continue
alert-outcome-adjusted = Le contrat continue, aménagé
alert-outcome-other-employer = Autre employeur trouvé
alert-outcome-broken = Le contrat est rompu
alert-outcome-unfounded = Fausse alerte

after-job = En emploi
after-apprenticeship = Nouveau contrat d’apprentissage
after-studies = Autre formation ou études
after-searching = Cherche un emploi
after-service = Service civique, volontariat
after-other = Autre chose
after-unreachable = Injoignable

network-the-ml = la Mission Locale
network-the-cfa = le CFA
network-subject-ml = La Mission Locale
network-subject-cfa = Le CFA

joint-title = Contrat, suivi ensemble
joint-rupture = Rompu le { $day }.
joint-rupture-announced = Rupture annoncée pour le { $day }.
joint-followed = Nouveau contrat le { $day }, { $days } jours après.
joint-alert = Signal faible depuis le { $day } : { $signs }.
joint-notice = Signaler
joint-notice-help = { $network } verra : le signe choisi, la date et le nom de votre organisme. Rien d’autre.
joint-declare = Déclarer une rupture
joint-follow = Suivre la rupture
joint-watch = Points et signes
joint-after = Après la formation
joint-last = Derniers signes
joint-none = Aucun signe noté sur ce contrat.

will-see = { $network } verra :
rupture-declare-title = Déclarer la rupture du contrat
rupture-declare-lead = Contrat commencé le { $day }. L’autre réseau est prévenu à la même seconde.
rupture-follow-title = Rupture du contrat
rupture-declare-other = Déclarer la rupture du contrat en cours
rupture-mode = Comment le contrat est rompu
rupture-on = Premier jour qui n’est plus travaillé
rupture-cause = Motif
rupture-cause-help = Un motif codé, sans détail : jamais de santé ni de vie privée.
rupture-asked = Jour de la demande au médiateur, ou de la suspension
rupture-asked-help = Seulement si l’apprenti rompt de lui-même, ou en cas de danger : les délais se comptent depuis ce jour.
rupture-will-see = le mode, la date, le motif choisi, et le nom de votre organisme. Rien d’autre.
rupture-declare-do = Déclarer et prévenir l’autre réseau
rupture-declared-by = Déclarée le { $day } par { $name }. Mode : { $mode }. Motif : { $cause }.
rupture-source-only = Dite par le dossier du CFA.
rupture-confirmed = Le dossier du CFA dit la même rupture, au { $day } : sa date fait foi.
rupture-unconfirmed = Le dossier du CFA ne la dit pas encore : les deux réseaux la suivent déjà.
rupture-none = Aucun contrat ne court aujourd’hui : il n’y a rien à rompre.
rupture-withdraw = Retirer : déclarée par erreur
rupture-withdraw-help = Le contrat reprend son cours ; la déclaration et son retrait restent dans l’histoire.
rupture-law = Ce que dit le droit
rupture-law-not-advice = Ces rappels ne sont pas un conseil juridique.
rupture-article = Code du travail, article { $article }
rupture-rule-confirm = règle à confirmer
rupture-rule-broken = La date déclarée vient avant ce que la règle permet.
rupture-rule-day = Échéance
rupture-rule-what = Règle
rupture-plan = La suite, ensemble
rupture-plan-now = But commun : { $goal }. Appel par { $caller }, au plus tard le { $day }.
rupture-plan-none = Rien n’est encore prévu.
rupture-goal = But commun
rupture-caller = Qui appelle le jeune
rupture-call-on = Au plus tard le
rupture-plan-do = Prévoir la suite
rupture-plan-again = Changer ce qui est prévu
rupture-calls = Appels
rupture-calls-none = Aucun appel noté depuis la rupture.
rupture-call-do = Noter un appel
rupture-call-day = Le jour
rupture-call-outcome = Ce qu’il a donné
rupture-call-line = { $day }, { $name } : { $outcome }
rupture-close = Terminer le suivi
rupture-close-how = Comment cela se termine
rupture-close-do = Terminer
rupture-followed = Nouveau contrat le { $day }, { $days ->
    [1] un jour
   *[other] { $days } jours
} après la rupture.
rupture-figure = Dans votre organisme, sur douze mois : { $broken ->
    [0] aucun contrat rompu.
    [one] un contrat rompu, { $followed } suivi d’un autre.
   *[other] { $broken } contrats rompus, { $followed ->
        [one] { $followed } suivi d’un autre.
       *[other] { $followed } suivis d’un autre.
      }
}
rupture-figure-median = Délai médian jusqu’au nouveau contrat : { $days } jours.

watch-title = Contrat : points et signes
watch-none = Aucun contrat ne court aujourd’hui.
watch-running = Contrat commencé le { $day }.
watch-alert = Signal faible depuis le { $day }
watch-alert-why = Ce qui l’a ouvert
watch-alert-stale = Sans nouveau signe, il s’éteint seul le { $day }.
watch-alert-plan = { $goal }, par { $owner }, avant le { $day }.
watch-alert-plan-none = Rien n’est encore convenu.
watch-alert-read = La Mission Locale l’a lu le { $day }.
watch-alert-unread = La Mission Locale ne l’a pas encore lu.
watch-take = Nous l’avons lu
watch-plan = Convenir de la suite
watch-plan-goal = Ce qui est fait
watch-plan-owner = Par qui
watch-plan-due = Avant le
watch-plan-do = Convenir
watch-plan-will-see = ce qui est fait, par quel réseau et avant quand.
watch-close = Clore le signal faible
watch-close-how = Comment cela se termine
watch-close-do = Clore
watch-rule = Quand les signes ouvrent-ils un signal faible ?
watch-signs = Signes notés
watch-signs-none = Aucun signe noté.
watch-sign-line = { $day }, { $name } : { $sign }
watch-views = Points et visites
watch-views-none = Aucun point n’est encore noté.
watch-view-line = { $day }, { $moment }, { $party } : { $together } · { $work } · { $future }
watch-view-due = { $moment } : à faire avant le { $day }.
watch-view-moment = Quand
watch-view-party = Qui répond
watch-view-do = Noter le point
watch-view-will-see = les réponses choisies et la date. Rien d’autre.
watch-past = Signaux faibles passés
watch-past-line = Du { $from } au { $to } : { $outcome }
watch-past-stale = éteint de lui-même
watch-no-contract = Aucun contrat ne court : rien ne se note ici. Un contrat vient avec le fichier du CFA.
watch-by-cfa = Les signes et les points sont notés par le CFA ; vous les lisez ici.

alert-rule-title = Signaux faibles : quand s’ouvrent-ils ?
alert-rule-lead = Cette règle vaut pour tout le territoire. Chaque changement est daté, signé et gardé.
alert-rule-strong = Un seul de ces signes suffit
alert-rule-light = Ou bien ce nombre d’autres signes
alert-rule-days = En combien de jours
alert-rule-stale = Un signal faible s’éteint seul après, en jours sans nouveau signe
alert-rule-answers = Un point où l’employeur ou le jeune ne veut pas continuer suffit aussi ; une autre mauvaise réponse compte pour un signe.
alert-rule-do = Changer la règle
alert-rule-history = Règles posées
alert-rule-default = La règle de départ est en vigueur : personne ne l’a changée.
alert-rule-line = { $day }, { $name } ({ $organisation }) : { $light } signes en { $days } jours ; seuls suffisent : { $strong } ; extinction après { $stale } jours.

after-title = Après la formation
situation-asked = Formation terminée le { $day } : que devient ce jeune, { $months } mois après ?
situation-not-asked = La situation se demande 6, 12, 18 et 24 mois après la fin de la formation. Rien à demander aujourd’hui.
situation-will-see = la réponse choisie et la date.
situation-told = Réponses
situation-told-line = { $months } mois après ({ $day }) : { $situation }{ $by ->
    [yes] , dit par le jeune
   *[no] {""}
}
situation-link = Un lien à transmettre au jeune
situation-link-help = Le lien pose une seule question, sans nom. Il sert une fois, pendant 21 jours. Transmettez-le vous-même : aucun message n’est envoyé.
situation-link-do = Faire un lien
situation-link-here = Voici le lien, montré une seule fois :
situation-link-until = Il sert jusqu’au { $day }.
situation-link-line = Lien du { $day }, jusqu’au { $until } : { $state ->
    [open] attend sa réponse
    [answered] a servi
    [old] trop ancien
   *[revoked] retiré
}
situation-link-revoke = Retirer ce lien
situation-choose = Que fais-tu aujourd’hui ?
situation-choose-lead = { $organisation } aimerait savoir ce que tu deviens. Une seule réponse, et c’est tout. Tu peux ne pas répondre.
situation-choose-do = Envoyer ma réponse
situation-choose-who = Ta réponse sera lue par { $organisation } et par les organismes qui t’accompagnent. Elle sert à savoir ce que deviennent les jeunes après leur formation.
situation-thanks = Merci, c’est noté !
situation-thanks-more = Ta réponse est bien arrivée. Tu peux fermer cette page.
you-job = Je travaille
you-apprenticeship = Je suis en apprentissage
you-studies = Je suis une autre formation ou des études
you-searching = Je cherche du travail
you-service = Je fais un service civique ou du volontariat
you-other = Autre chose

toast-rupture-declared = La rupture est déclarée : l’autre réseau est prévenu.
toast-rupture-withdrawn = La déclaration est retirée.
toast-rupture-planned = La suite est prévue.
toast-rupture-closed = Le suivi est terminé.
toast-call-noted = L’appel est noté.
toast-sign-noted = Le signe est noté.
toast-view-noted = Le point est noté.
toast-alert-taken = C’est noté : l’autre réseau le sait.
toast-alert-planned = C’est convenu.
toast-alert-closed = Le signal faible est clos.
toast-rule-set = La règle est changée pour tout le territoire.
toast-situation-told = La situation est notée.
toast-link-revoked = Le lien est retiré.

problem-rupture-too-far = Cette date est trop lointaine : une rupture s’annonce trois mois à l’avance au plus.
problem-rupture-already = Ce contrat est déjà rompu : suivez la rupture sur sa page.
problem-rupture-no-contract = Aucun contrat ne court ce jour-là : il n’y a rien à rompre.
problem-rupture-before-start = Cette date vient avant le début du contrat.
problem-rupture-asked-after = La demande vient avant la rupture, et pas dans l’avenir.
problem-rupture-not-yours = Une déclaration est retirée par la personne qui l’a faite.
problem-rupture-told-by-source = Le dossier du CFA dit la même rupture : c’est là qu’elle se corrige.
problem-rupture-ended = Ce suivi est déjà terminé ou retiré.
problem-rupture-none = Aucune rupture n’est à suivre.
problem-rupture-no-plan = Prévoyez d’abord la suite de la rupture.
problem-call-day = Choisissez un jour d’aujourd’hui à dans trois mois.
problem-sign-by-cfa = Les signes et les points sont notés par le CFA.
problem-sign-no-contract = Aucun contrat ne court aujourd’hui : il n’y a rien à signaler.
problem-alert-taken-by-ml = C’est la Mission Locale qui dit qu’elle a lu ce signal.
problem-alert-taken = La Mission Locale l’a déjà dit.
problem-alert-ended = Ce signal faible est déjà clos ou éteint.
problem-alert-due = Choisissez un jour d’aujourd’hui à dans deux mois.
problem-rule-range = De 1 à 10 signes, de 1 à 180 jours, et une extinction de 7 à 180 jours.
problem-situation-not-asked = Rien à demander aujourd’hui, ou la réponse est déjà connue.
problem-link-used = Ce lien a déjà servi ou a été retiré.
problem-link-wait = Trop d’essais : attendez quelques minutes, puis réessayez.
