# Orientations entre les deux réseaux

signal-referral-to-answer = Orientation à traiter
signal-referral-escalated = Orientation sans réponse
signal-referral-expiring = Orientation bientôt close
signal-referral-declined = Orientation sans suite
signal-referral-to-settle = Autres orientations

reason-referral-to-answer = Orientation envoyée le { $cause } : elle attend une réponse.
reason-referral-escalated = Orientation envoyée le { $cause }, sans réponse depuis dix jours ouvrés : le responsable doit s’en saisir.
reason-referral-expiring = Orientation envoyée le { $cause } : sans réponse, elle se clôt le { $due }.
reason-referral-declined = Orientation sans suite depuis le { $cause } : une autre piste est à proposer.
reason-referral-to-settle = Une orientation est acceptée depuis le { $cause } : dites ce que deviennent les autres.

consequence-referral-to-answer = Le jeune et son conseiller attendent. Un accusé de réception suffit pour commencer.
consequence-referral-escalated = Trente jours après le dernier échange, l’orientation se clôt d’elle-même et le jeune reste sans réponse.
consequence-referral-expiring = Appelez l’autre structure, ou orientez le jeune ailleurs.
consequence-referral-declined = Un refus comporte toujours une proposition : voyez-la avec le jeune, ou orientez-le ailleurs.
consequence-referral-to-settle = Rien n’est retiré sans vous : gardez ou retirez chacune des autres.

answer-answer-referral = Répondre à l’orientation
answer-follow-referral = Voir l’orientation
answer-settle-referrals = Trancher

act-referral-sent = Orientation envoyée.
act-referral-acknowledged = Orientation reçue et lue.
act-referral-studied = Orientation à l’étude.
act-referral-accepted = Orientation acceptée.
act-referral-listed = Inscription sur liste d’attente.
act-referral-refused = Orientation refusée.
act-referral-withdrawn = Orientation retirée.
act-referral-kept = Orientation gardée.
act-referral-expired = Orientation close, faute de réponse.

act-referral-sent-to = { $trades ->
    [none] Orientation vers { $to }.
   *[other] Orientation vers { $to } : { $trades }.
 }
act-referral-acknowledged-to = Orientation reçue et lue par { $to }.
act-referral-studied-to = { $on ->
    [none] { $to } étudie l’orientation : { $step }.
   *[other] { $to } étudie l’orientation : { $step } le { $on }.
 }
act-referral-accepted-to = { $to } accepte l’orientation.
act-referral-listed-to = { $to } place le jeune sur liste d’attente.
act-referral-refused-to = { $to } refuse l’orientation ({ $motive }) et propose : { $alternative }.
act-referral-withdrawn-to = Orientation vers { $to } retirée.
act-referral-kept-to = Orientation vers { $to } gardée, à côté de celle qui est acceptée.
act-referral-expired-to = Orientation vers { $to } close, faute de réponse.

care-referred = Le jeune lui est orienté
care-referred-until = Le jeune lui a été orienté ; voit la fiche jusqu’au { $until }

referral-state-draft = Brouillon
referral-state-sent = Envoyée
referral-state-acknowledged = Lue
referral-state-studying = À l’étude
referral-state-waiting-list = Liste d’attente
referral-state-accepted = Acceptée
referral-state-refused = Refusée
referral-state-withdrawn = Retirée
referral-state-expired = Close sans réponse

referral-step-interview = entretien
referral-step-positioning = positionnement
referral-step-immersion = immersion en entreprise

referral-motive-no-place = plus de place
referral-motive-not-offered = non proposé ici
referral-motive-level = niveau à consolider
referral-motive-too-far = trop loin
referral-motive-project-unclear = projet à préciser
referral-motive-not-reached = jeune injoignable
referral-motive-not-wanted = le jeune ne le souhaite plus
referral-motive-not-eligible = âge ou situation administrative
referral-motive-accompanied-elsewhere = déjà accompagné ailleurs

referral-alternative-next-session = la prochaine session
referral-alternative-other-training = une autre formation du centre
referral-alternative-other-centre = un autre CFA
referral-alternative-preparation = une préparation à l’apprentissage
referral-alternative-immersion = une immersion en entreprise d’abord
referral-alternative-other-organisation = la structure qui couvre son domicile
referral-alternative-keep-support = la poursuite de l’accompagnement actuel

referral-why-learn-trade = Il veut apprendre ce métier
referral-why-discover = Il veut découvrir avant de choisir
referral-why-change-trade = Il veut changer de métier
referral-why-after-rupture = Il cherche un CFA après une rupture
referral-why-came-alone = Il est venu seul, personne ne l’accompagne
referral-why-needs-help = Il a besoin d’aide
referral-why-contract-broken = Son contrat est rompu

referral-need-level = Remise à niveau
referral-need-french = Français
referral-need-accommodations = Aménagements
referral-need-mobility = Mobilité
referral-need-housing = Logement
referral-need-income = Ressources

referral-paper-identity = Pièce d’identité ou titre de séjour
referral-paper-cv = CV
referral-paper-letter = Lettre de motivation
referral-paper-reports = Bulletins scolaires
referral-paper-diplomas = Diplômes
referral-paper-defence-day = Certificat de la journée défense et citoyenneté
referral-paper-guardian = Accord du représentant légal (mineur)

nav-referrals = Orientations
referrals-title = Orientations { $n ->
    [0] {""}
   *[other] ({ $n })
 }
referrals-lead = Ce que les deux réseaux s’envoient, et ce que chacun répond.
referrals-received = Reçues
referrals-sent = Envoyées
referrals-closed = Terminées
referrals-parts = Partie de la liste
referrals-states = État
referrals-who = Jeune
referrals-what = Métier
referrals-between = De, vers
referrals-since = Dernier acte
referrals-state = État
referrals-due = Réponse attendue
referral-ends = Sans réponse, l’orientation se clôt seule le { $day }.
referrals-none = Aucune orientation ici.
referrals-none-help = Pour orienter un jeune, ouvrez sa fiche et choisissez « Orienter ».
referrals-no-trade = Sans métier précis
referrals-closed-file = Fiche refermée
referrals-from-to = { $from } vers { $to }
referrals-pages = Pages

referral-new = Orienter
referral-new-title = Orienter { $name }
referral-of = Orientation de { $name }
referral-of-person = Orientations de { $name }
referral-section = Orientations
referral-receivers-cfa = Vers quel CFA ?
referral-receivers-ml = Vers quelle Mission Locale ?
referral-receivers-help = Cinq au plus. Chacun ne voit que l’orientation qu’il reçoit ; le fil, lui, est lu par tous ceux qui accompagnent le jeune.
referral-already-there = orientation en cours
referral-trades = Métiers souhaités
referral-trades-help = Un à trois, dans l’ordre de préférence. Commencez à écrire, puis choisissez dans la liste.
referral-trade-n = Métier { $n }
referral-why = Pourquoi ?
referral-needs = Ce que l’autre structure doit savoir
referral-needs-help = Des besoins, jamais un diagnostic. Cochez seulement ce qui aide à l’accueillir.
referral-needs-hidden = Les aménagements ne sont montrés qu’aux référents handicap et à qui suit le jeune par son nom.
referral-papers = Papiers prêts
referral-available = Disponible à partir du
referral-available-help = Laissez vide s’il est disponible dès maintenant.
referral-informed = J’ai dit au jeune ce qui est envoyé, à qui, et pourquoi.
referral-informed-help = L’envoi n’est pas possible sans cela.
referral-preview = Ce qui sera vu
referral-send = Envoyer
referral-check = Vérifier avant d’envoyer
referral-change = Modifier
referral-keep-draft = Garder en brouillon
referral-discard = Jeter le brouillon
referral-draft-open = Un brouillon vous attend.
referral-draft-resume = Le reprendre
referral-will-see-cfa = Le CFA verra :
referral-will-see-ml = La Mission Locale verra :
referral-will-see-file = La fiche du jeune, ses coordonnées et son parcours, jusqu’à la fin de l’orientation.
referral-available-now = Disponible dès maintenant
referral-available-from = Disponible à partir du { $day }
referral-papers-ready = Papiers prêts : { $papers }
referral-needs-told = Besoins : { $needs }
referral-to = Vers { $names }
referral-about = Pourquoi : { $why }
referral-wants = Métiers : { $trades }
referral-sent-line = Envoyée le { $day } par { $name }, { $from }
referral-informed-line = Jeune informé le { $day }
referral-answer-title = Votre réponse
referral-sender-title = Ce que vous pouvez faire
referral-nothing-to-do = Rien à faire de votre côté pour l’instant.
referral-settle-title = Une orientation est acceptée. Que deviennent les autres ?
referral-settle-help = Rien n’est retiré sans vous.
referral-open = Ouvrir
referral-open-person = Voir la fiche
referral-studying-line = Demandé : { $step }{ $on ->
    [none] {""}
   *[other] , le { $on }
 }
referral-refused-line = Motif : { $motive }. Proposition : { $alternative }.

referral-act-acknowledge = Accuser réception
referral-act-study = Étudier
referral-act-accept = Accepter
referral-act-put-on-list = Mettre sur liste d’attente
referral-act-refuse = Refuser
referral-act-withdraw = Retirer
referral-act-keep = Garder
referral-study-step = Vous demandez
referral-study-on = Le (si la date est connue)
referral-refuse-motive = Motif
referral-refuse-motive-help = Jamais un diagnostic.
referral-refuse-alternative = Ce que vous proposez à la place
referral-refuse-alternative-help = Un refus comporte toujours une proposition.
referral-shared = L’autre structure verra cette réponse aussitôt.

toast-referral-sent = { $n ->
    [1] L’orientation est envoyée.
   *[other] Les { $n } orientations sont envoyées.
 }
toast-referral-draft = Le brouillon est gardé.
toast-referral-discarded = Le brouillon est jeté.
toast-referral-acknowledge = L’accusé de réception est envoyé.
toast-referral-study = L’orientation est à l’étude.
toast-referral-accept = L’orientation est acceptée.
toast-referral-put-on-list = Le jeune est sur liste d’attente.
toast-referral-refuse = Le refus et la proposition sont envoyés.
toast-referral-withdraw = L’orientation est retirée.
toast-referral-keep = L’orientation est gardée.

problem-referral-for-sender = Seule la structure qui a envoyé cette orientation peut faire cela.
problem-referral-for-receiver = Seule la structure qui a reçu cette orientation peut répondre.
problem-referral-for-clock = Une orientation ne se clôt d’elle-même qu’au bout de trente jours.
problem-referral-still-draft = Cette orientation n’est pas encore envoyée.
problem-referral-already-sent = Cette orientation est déjà envoyée.
problem-referral-already-acknowledged = Cette orientation est déjà lue.
problem-referral-already-studying = Cette orientation est déjà à l’étude.
problem-referral-already-listed = Le jeune est déjà sur liste d’attente.
problem-referral-already-accepted = Cette orientation est déjà acceptée.
problem-referral-already-refused = Cette orientation est déjà refusée : envoyez-en une autre.
problem-referral-already-withdrawn = Cette orientation a été retirée par qui l’avait envoyée.
problem-referral-already-expired = Cette orientation est close, faute de réponse : envoyez-en une autre.
problem-referral-moved-since = L’autre structure a déjà répondu : cet acte ne s’annule plus.
problem-referral-who-accompanies = Seule une structure qui accompagne ce jeune peut l’orienter.
problem-referral-objected = Ce jeune s’est opposé au partage de ses données : il ne peut pas être orienté ici.
problem-referral-information-needed = Dites au jeune ce qui est envoyé, puis cochez la case.
problem-referral-accommodations = Seuls les référents handicap et qui suit le jeune par son nom signalent des aménagements.
problem-referral-receiver-needed = Choisissez vers qui orienter ce jeune.
problem-referral-receivers-many = Cinq structures au plus.
problem-referral-already-open = Une orientation vers cette structure est déjà en cours.
problem-referral-trade-needed = Indiquez au moins un métier.
problem-referral-trades-many = Trois métiers au plus.
problem-referral-trade-unknown = Ce métier n’est pas dans la liste : choisissez-en un autre.
problem-referral-why-needed = Dites pourquoi.
problem-referral-motive-needed = Choisissez un motif.
problem-referral-alternative-needed = Proposez autre chose.
problem-referral-step-needed = Dites ce que vous demandez.
problem-date-in-past = La date est passée : indiquez aujourd’hui ou un jour à venir.
problem-date-too-far = La date est trop loin : six mois au plus.
problem-referral-available = Indiquez une date depuis un an et dans les deux ans à venir : vérifiez l’année.
referral-more = Autres structures
