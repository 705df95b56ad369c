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
