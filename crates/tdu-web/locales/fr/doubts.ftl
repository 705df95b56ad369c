# Doublons à trancher : deux dossiers côte à côte, et une décision.

doubts-title = { $n ->
    [0] Aucun doublon à trancher
    [one] 1 doublon à trancher
   *[other] { $n } doublons à trancher
  }
doubts-title-aside = { $n ->
    [0] Aucun doublon mis de côté
    [one] 1 doublon mis de côté
   *[other] { $n } doublons mis de côté
  }
doubts-lead = Ces deux dossiers se ressemblent sans être certains. Rien n’est réuni tant que vous n’avez pas tranché, et toute décision s’annule.
doubts-lists = Listes des doublons
doubts-list-open = À trancher
doubts-list-aside = Mis de côté
doubts-position = 1 sur { $count }
doubts-empty-title = Rien à trancher
doubts-empty-text = Quand deux dossiers peuvent être de la même personne sans que ce soit certain, ils attendent ici votre décision. Les cas sûrs sont réunis tout seuls, et chaque réunion se lit sur la fiche.
doubts-empty-aside-title = Rien n’est mis de côté
doubts-empty-aside-text = Les doublons auxquels vous répondez « Je ne sais pas » attendent ici, le temps de vérifier auprès de la personne.
doubt-title = Un doublon possible
doubt-chances = { $n ->
    [one] { $n } chance
   *[other] { $n } chances
  } sur { $of } que ce soit la même personne
doubt-not-comparable = Ces dossiers ne peuvent plus être comparés : l’un d’eux ne dit plus rien de l’identité. La probabilité est celle du jour où le doute est né.
doubt-twins = Peut-être des jumeaux : même nom, même date de naissance, mais un autre prénom. Ils ne sont jamais réunis sans une décision.
doubt-same-ine = Même INE, mais une autre identité : l’un des deux dossiers porte sans doute un numéro faux. Vérifiez-le avant de réunir.
doubt-same-milo = Même dossier i-milo, mais une autre identité : l’un des deux porte sans doute un numéro faux. Vérifiez-le avant de réunir.
doubt-other-ine = Les deux INE diffèrent : une personne n’en a qu’un. Ou l’un est faux, ou ce sont deux personnes.
doubt-other-milo = Les deux numéros i-milo diffèrent : c’est possible après un changement de Mission Locale.
doubt-two-milo = Une même Mission Locale tient deux dossiers i-milo : deux ouvertures pour une personne, ou deux personnes.
doubt-caption = Les deux dossiers, ligne par ligne
doubt-field = Information
doubt-record = Dossier { $letter }
doubt-since = reçu le { $day }
doubt-open-person = Ouvrir la fiche
doubt-not-yours = Votre structure n’accompagne pas cette personne : seul ce qui est comparé est montré.
doubt-nameless = Sans nom
doubt-agreement = Accord
doubt-born-on = Né(e) le
doubt-place = Commune
doubt-order = Ordre des noms
doubt-silent = non transmis
doubt-not-compared = non comparé
doubt-not-weighed = compté avec le nom de naissance
doubt-how = Comment ce chiffre est calculé
doubt-how-text = Chaque information comparée multiplie les chances, ou les divise. Son poids est compté en doublements : +1 les double, −1 les divise par deux. Une ressemblance rare pèse plus qu’une ressemblance courante.
doubt-decide = Votre décision
doubt-same = Même personne
doubt-different = Deux personnes
doubt-set-aside = Je ne sais pas
doubt-reopen = Reprendre
doubt-keys = Au clavier : M, D ou S.
doubt-same-means = Les deux dossiers forment une seule fiche, que voient tous ceux qui accompagnent l’un ou l’autre. Rien n’est perdu : la réunion s’annule.
doubts-decided = Décisions récentes
doubt-decision = Décision
doubt-was-same = Même personne
doubt-was-different = Deux personnes
doubt-undo-of = Annuler la décision sur { $names }
toast-doubt-same = Une seule personne : les dossiers sont réunis.
toast-doubt-different = Deux personnes : ce doublon ne reviendra pas.
toast-doubt-set-aside = Mis de côté, le temps de vérifier.
toast-doubt-reopened = Ce doublon est de nouveau à trancher.

agreement-missing = non comparé
agreement-equal = identique
agreement-alike = variante du même nom
agreement-one-edit = une faute de frappe
agreement-part = l’un est une partie de l’autre
agreement-close = proches
agreement-two-names = proches, mais deux prénoms
agreement-loose = éloignés
agreement-other-name = égal par le nom d’usage
agreement-day-month = jour et mois intervertis
agreement-first-january = même année, jour inconnu (1er janvier)
agreement-other-year = même jour, autre année
agreement-one-part = même année, un élément diffère
agreement-same-postcode = même code postal
agreement-other-place = même code postal, autre commune
agreement-near-place = un chiffre diffère
agreement-same-area = même département
agreement-from-names = identique, mais faite du nom et du prénom
agreement-same-user = même identifiant, autre fournisseur
agreement-in-order = dans l’ordre
agreement-swapped = nom et prénom intervertis
agreement-different = différent

weight-none = ne pèse pas
weight-for-little = un peu pour
weight-for-clear = nettement pour
weight-for-strong = fortement pour
weight-against-little = un peu contre
weight-against-clear = nettement contre
weight-against-strong = fortement contre

split-title = Séparer des dossiers de { $name }
split-choose = Ces dossiers ne sont pas tous de la même personne ?
split-choose-help = Cochez ceux d’une autre personne. La page suivante montre ce qui sera séparé, avant de le faire.
split-continue = Séparer ces dossiers
split-record = { $name }, né(e) le { $born }
split-leaves = Ce qui part vers une nouvelle fiche
split-stays = Ce qui reste à { $name }
split-stays-staff = Ce que vos collègues et vous avez saisi reste avec cette fiche.
split-means = Les deux fiches ne seront plus jamais réunies d’elles-mêmes. Rien n’est perdu, et la séparation s’annule depuis l’histoire de cette fiche.
split-do = Séparer
toast-split = Les dossiers sont séparés : deux fiches.
undo-merge = Annuler cette réunion
undo-split = Annuler cette séparation
undo-told-apart = Annuler cette décision
