act-information-given = La personne a été informée de l’usage de ses données.
act-objection-recorded = La personne s’est opposée à l’usage de ses données.
act-objection-accepted = L’opposition de la personne a été acceptée.
act-objection-refused = L’opposition de la personne a été refusée.
act-information-by = Personne informée de l’usage de ses données : { $means }.
act-objection-of = Opposition : { $stops } ({ $reason }).
act-objection-refused-word = Opposition refusée : « { $word } »

information-means-screen = lu ensemble à l’écran
information-means-paper = page remise imprimée
information-means-sent = page envoyée
information-means-spoken = expliqué de vive voix
stops-sharing = plus de partage avec l’autre réseau
stops-everything = plus rien que la loi n’impose
objection-reason-safety = Craint qu’une personne apprenne quelque chose
objection-reason-acquaintance = Connaît quelqu’un dans une équipe
objection-reason-dispute = Est en désaccord avec un organisme
objection-reason-no-longer-wanted = Ne veut plus être accompagné
objection-reason-other = Autre raison, ou ne la dit pas
objection-state-open = En attente de réponse
objection-state-accepted = Acceptée
objection-state-refused = Refusée

answer-note-information = Noter l’information
form-information = Comment l’information a-t-elle été donnée ?
form-information-on = Le
form-information-aid = La page à lire ensemble ou à imprimer :
rights-person-title = Information et droits
rights-person-not-informed = L’information sur ses données n’est pas encore notée.
rights-person-informed = Informé le { $on } par { $who } : { $means }.
rights-person-objected = Opposition du { $on } : { $stops }. { $state }.
rights-person-object = Noter une opposition
rights-person-page = La page d’information
rights-person-apart = Cette personne s’est opposée au partage : vous lisez ce que votre réseau a dit d’elle, et l’étape et les signaux que la loi demande de suivre.

objection-title = Noter l’opposition de { $name }
objection-lead = Une personne peut s’opposer à l’usage de ses données. L’effet est immédiat ; votre délégué à la protection des données répond ensuite.
objection-stops = À quoi s’oppose-t-elle ?
objection-stops-sharing-aid = L’autre réseau ne la voit plus, sauf s’il tient lui-même un dossier sur elle ; il n’en lit alors que ce que son réseau a dit.
objection-stops-everything-aid = En plus : elle n’est plus dans les exports, ni montrée pour trouver une entreprise, et ne restent que les signaux que la loi impose.
objection-reason = Pourquoi, selon elle ?
objection-on = Dite le
objection-do = Noter l’opposition
objection-lose = Si votre organisme ne tient pas de dossier sur elle, sa fiche vous sera fermée aussitôt.
problem-objection-already = Cette opposition est déjà notée.
problem-objection-answered = Cette opposition a déjà reçu une réponse.
toast-informed = L’information est notée.
toast-objection-recorded = L’opposition est notée et a pris effet.
toast-objection-accepted = L’opposition est acceptée.
toast-objection-refused = L’opposition est refusée.

objections-title = { $n ->
    [0] Oppositions
    [one] Une opposition à répondre
   *[other] { $n } oppositions à répondre
  }
objections-lead = Une opposition vaut dès qu’elle est notée. Seul votre refus, motivé, rouvre ce qu’elle a fermé (RGPD, article 21).
objections-none = Aucune opposition n’a été notée par votre organisme.
objections-when = Dite le { $on }, notée par { $who }
objections-accept = Accepter
objections-refuse = Refuser avec un motif
objections-refuse-do = Refuser l’opposition
objections-word = Motif légitime et impérieux, dit à la personne
objections-decided = { $state } par { $who }, le { $on }

info-title = Tes données dans Trait d’union
info-lead = Ta Mission Locale et ton CFA utilisent ensemble ce logiciel pour que personne ne perde le fil de ton parcours. Voici ce qui est gardé de toi, pourquoi, et ce que tu peux demander.
info-for-ml = Page remise par la Mission Locale
info-for-cfa = Page remise par le CFA
info-who = Qui répond de tes données
info-told-who-ml = La Mission Locale qui t’accompagne, pour ce qu’elle note. Si un CFA t’accueille, il répond de ce qu’il note. Leur délégué à la protection des données répond à tes questions : demande ses coordonnées à l’accueil.
info-told-who-cfa = Le CFA qui te forme, pour ce qu’il note. Si une Mission Locale t’accompagne, elle répond de ce qu’elle note. Leur délégué à la protection des données répond à tes questions : demande ses coordonnées au secrétariat.
info-what = Ce qui est gardé
info-told-what = Ton identité, de quoi te joindre, ta commune, ta formation et tes contrats, qui t’accompagne et les échanges que vous avez eus. Pas de numéro de sécurité sociale, pas de détail de santé : seulement, si tu l’as dit, ta reconnaissance de travailleur handicapé (RQTH) et les aménagements qui en découlent.
info-where = D’où cela vient
info-told-where-ml = Du dossier de la Mission Locale (i-milo), du logiciel de ton CFA et de ce que leurs équipes notent ici.
info-told-where-cfa = Du logiciel du CFA, du dossier de ta Mission Locale si tu y es suivi, et de ce que leurs équipes notent ici.
info-why = Pourquoi
info-told-why-ml = Pour t’accompagner vers l’emploi et l’autonomie, et agir à temps quand un contrat manque ou se rompt. C’est la mission d’intérêt public de la Mission Locale (RGPD, article 6.1.e) ; la RQTH relève de la protection sociale (article 9.2.b). On ne te demande pas ton accord, mais tu peux t’opposer.
info-told-why-cfa = Pour t’aider à trouver un employeur, te suivre pendant ta formation et agir à temps en cas de rupture : le Code du travail le demande au CFA (article L6231-2). C’est une mission d’intérêt public (RGPD, article 6.1.e) ; la RQTH relève de la protection sociale (article 9.2.b). On ne te demande pas ton accord, mais tu peux t’opposer.
info-seen = Qui le voit
info-told-seen = Les équipes de ta Mission Locale et de ton CFA, chacune selon son rôle. La RQTH n’est montrée qu’aux référents handicap et à la personne qui te suit. Une autre équipe ne voit rien sans l’accord de l’une d’elles, sauf urgence. Chaque consultation est notée, et tu peux demander la liste. Rien n’est vendu, rien ne sort de l’Union européenne.
info-decisions = Pas de décision par une machine
info-told-decisions = Le logiciel rappelle des dates et des règles. Personne n’est noté ni classé, et c’est toujours un humain qui décide.
info-long = Combien de temps
info-told-long = Tant que tu es accompagné. Deux ans après les dernières nouvelles, ton dossier est archivé : presque plus personne ne peut l’ouvrir. Trois ans plus tard, il est effacé.
info-rights = Ce que tu peux demander
info-told-rights = Lire tout ce qui est gardé et en recevoir une copie, faire corriger, faire limiter, faire effacer. Demande-le à qui te suit ou au délégué à la protection des données : la réponse vient en un mois au plus.
info-object = T’opposer
info-told-object = Tu peux dire à tout moment, à l’une des équipes, que tu t’opposes : à ce que les deux réseaux se montrent ton dossier, ou à tout ce que la loi n’impose pas. L’effet est immédiat, ta raison n’est gardée que par une case cochée, et ton accompagnement continue.
info-complaint = Si la réponse ne te convient pas
info-told-complaint = Tu peux te plaindre à la CNIL : www.cnil.fr, ou 3 place de Fontenoy, TSA 80715, 75334 Paris cedex 07.
info-print = Imprimer

act-person-archived = Sans nouvelle depuis deux ans : le dossier est passé dans l’archive restreinte.
act-person-returned = La personne est sortie de l’archive restreinte.
act-archive-opened = Le dossier a été ouvert dans l’archive restreinte.
act-person-archived-since = Sans nouvelle depuis le { $day } : le dossier est passé dans l’archive restreinte.
act-person-returned-why = Sortie de l’archive restreinte : « { $reason } »
act-archive-opened-why = Dossier ouvert dans l’archive restreinte : « { $reason } »
step-archive = Archivage
step-erase = Effacement
reached-diploma = Diplôme
reached-contract = Contrat
reached-training = Formation
reached-support = Accompagnement

problem-person-archived = Cette personne n’a plus donné de nouvelles : son dossier est archivé. Demandez à votre administrateur ou à votre délégué à la protection des données de l’en sortir, ou importez son nouveau dossier.
problem-archive-reason = Dites pourquoi, en 300 caractères au plus.
problem-erase-reason = Dites pourquoi, en 300 caractères au plus.
problem-erase-word = Pour confirmer, tapez le mot EFFACER.
problem-erasure-import-running = Un fichier qui parle de cette personne est en cours d’import : attendez sa fin.
problem-retention-stopped = L’archivage et l’effacement sont arrêtés.
problem-retention-too-many = Trop de personnes pour une seule journée : le nombre est à confirmer.

nav-retention = Conservation
nav-archive = Archive restreinte
retention-title = Conservation
retention-lead = Deux ans après les dernières nouvelles, un dossier passe dans l’archive restreinte ; trois ans plus tard, il est effacé. Un échange ou une nouveauté d’une source y met fin. Ce qui est en cours (contrat, session, dossier ouvert) n’est jamais archivé.
retention-next = Le prochain passage
retention-next-territory = Pour tout le territoire, aujourd’hui :
retention-archive-n = { $n ->
    [0] aucun dossier à archiver
    [one] un dossier à archiver
   *[other] { $n } dossiers à archiver
  }
retention-erase-n = { $n ->
    [0] aucune personne à effacer
    [one] une personne à effacer
   *[other] { $n } personnes à effacer
  }
retention-soon-n = { $n ->
    [0] rien d’autre dans les 60 jours
    [one] une personne concernée dans les 60 jours
   *[other] { $n } personnes concernées dans les 60 jours
  }
retention-too-much = C’est plus que le maximum d’une journée ({ $most }) : rien ne se fera tant que l’exploitant ne confirme pas ce nombre (tdu privacy retention).
retention-off = La configuration du serveur arrête l’archivage et l’effacement (TDU_RETENTION=off).
retention-stopped = Arrêté par { $who }, le { $on }.
retention-running = En marche : chaque jour, par petites parties.
retention-stop = Tout arrêter
retention-go-on = Remettre en marche
retention-soon-archived = Bientôt archivés, dans votre organisme
retention-soon-erased = Bientôt effacés, dans votre organisme
retention-none = Personne dans les 60 jours qui viennent.
retention-line = Dernières nouvelles le { $news } ; le { $day } au plus tôt
retention-archived-n = { $n ->
    [0] Aucun dossier de votre organisme n’est dans l’archive restreinte.
    [one] Un dossier de votre organisme est dans l’archive restreinte.
   *[other] { $n } dossiers de votre organisme sont dans l’archive restreinte.
  }
toast-retention-stopped = L’archivage et l’effacement sont arrêtés.
toast-retention-going-on = L’archivage et l’effacement sont remis en marche.

archive-restricted-title = Archive restreinte
archive-restricted-lead = Les dossiers sans nouvelle depuis deux ans. Les ouvrir demande un motif, que le journal garde.
archive-restricted-nobody = Aucun dossier archivé de votre organisme n’a cette identité.
archive-restricted-reason = Pourquoi
archive-restricted-open = Emporter le dossier
archive-restricted-back = Sortir de l’archive
archive-restricted-back-aid = La personne revient : ses deux ans recommencent aujourd’hui.
toast-person-returned = Le dossier est sorti de l’archive.

erase-title = Effacer une personne
erase-link = Effacer cette personne
erase-lead = Il ne restera rien d’elle, dans aucun organisme du territoire : ni dossier, ni coordonnées, ni échange. Les lignes du journal restent, sans rien dire d’elle. Ce ne peut pas être repris.
erase-lost = Ce qui sera perdu
erase-lost-sources = { $n ->
    [1] un dossier
   *[other] { $n } dossiers
  }
erase-lost-acts = { $n ->
    [0] aucun acte
    [one] un acte
   *[other] { $n } actes
  } de l’histoire
erase-held-by = Tenus par :
erase-reason = Pourquoi, sans nommer personne
erase-word = Tapez EFFACER pour confirmer
erase-do = Effacer
erase-back = Les sources qui l’enverront de nouveau seront ignorées. Les sauvegardes d’avant ce jour en parlent encore, jusqu’à leur fin.
toast-person-erased = La personne est effacée. La base se réécrit dans les minutes qui viennent.
court-link = Journal pour un tribunal
court-title = Ce qui fut fait et vu d’une personne
court-person = Identifiant : { $keys }. Heures en temps universel.
court-intact = Les chaînes dont ces lignes sont tirées ont été suivies de bout en bout le jour de l’archive : aucune ligne n’y a été changée, ajoutée, déplacée ni retirée.
court-broken = ATTENTION : une chaîne n’est pas intacte ; chaines.json dit laquelle.
court-signature = signature.txt atteste que l’archive est celle de l’installation qui l’a écrite (tdu journal check).
court-journal = Le journal
court-looks = Les consultations
court-when = Quand
court-organisation = Organisme
court-who = Qui
court-act = Acte
court-told = Ce qui fut dit
court-number = N° dans la chaîne
court-role = Rôle
court-what = Quoi
court-why = Pourquoi
court-from = Depuis
