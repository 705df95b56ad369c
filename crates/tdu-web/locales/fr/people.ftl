yes = Oui
no = Non
unknown = inconnu
since = depuis le { $day }
age = { $n } ans
rqth = RQTH
rqth-full = Reconnaissance de la qualité de travailleur handicapé
later = Plus tard
later-1 = Demain
later-3 = Dans 3 jours
later-7 = Dans 7 jours
someone-else = Quelqu’un d’autre
hand-over = Confier à quelqu’un d’autre
print = Imprimer

due-late = En retard { $n ->
    [1] d’un jour
   *[other] de { $n } jours
  }
due-late-months = En retard de { $n } mois
due-in-months = Dans { $n } mois
due-today = Aujourd’hui
due-tomorrow = Demain
due-in-days = Dans { $n } jours
owner-you = À vous

desk-title = Ma journée : { $n ->
    [1] un jeune
   *[other] { $n } jeunes
  } à aider aujourd’hui
desk-title-none = Ma journée : rien d’urgent
desk-mine = vous accompagnez { $n ->
    [one] { $n } jeune
   *[other] { $n } jeunes
  }
desk-all = votre structure accompagne { $n ->
    [one] { $n } jeune
   *[other] { $n } jeunes
  }
desk-whose = De qui montrer la journée
desk-mine-switch = Mes jeunes
desk-all-switch = Toute la structure
desk-to-do = À faire aujourd’hui
desk-waiting-ml = En attente de la Mission Locale
desk-waiting-cfa = En attente du CFA
desk-new = Ce qui a changé depuis votre dernière visite
desk-more = et { $n ->
    [1] un autre signal
   *[other] { $n } autres signaux
  }
desk-rest = Voir les { $n } jeunes de ce groupe dans la liste
desk-open = Ouvrir la fiche
desk-empty = Bravo, tout est fait pour aujourd’hui.
desk-empty-more = Rien ne vous attend : { $followed }. Les signaux sont recalculés chaque nuit, et dès qu’un fichier arrive.
desk-see-all = Voir tous les jeunes

toast-contact = L’échange est noté.
toast-details = La fiche est complétée.
toast-diploma = Le diplôme est renseigné.
toast-handed-over = Le jeune est confié.
toast-postponed = Le signal est reporté { $n ->
    [1] à demain
   *[other] de { $n } jours
  }.
toast-undone = C’est annulé.
toast-view-saved = La vue est enregistrée.
problem-view-named = Une vue porte déjà ce nom : choisissez-en un autre, ou retirez d’abord l’ancienne.
toast-view-removed = La vue est retirée.

people-title = Jeunes : { $n } { $n ->
    [one] accompagné
   *[other] accompagnés
  } par votre structure
people-title-found = Jeunes : { $n } { $n ->
    [one] trouvé
   *[other] trouvés
  }
people-lead = Les plus urgents d’abord, sauf si vous triez autrement.
people-find = Nom ou prénom
people-search = Chercher
people-shown = { $first } à { $last } sur { $total }
people-quiet = Rien à signaler
people-more = +{ $n }
people-none = Personne ne correspond.
people-none-hint = Essayez le début du nom seulement, ou retirez un filtre. Les accents, les majuscules et les tirets ne comptent pas.
people-none-all = Voir tous les jeunes
people-none-structure = Chercher dans votre structure
people-nobody = Aucun jeune pour l’instant.
people-nobody-hint = Les jeunes arrivent par les fichiers de votre structure ou par l’API.
pages = Pages
page-previous = Précédente
page-next = Suivante
column-name = Nom
column-signal = Signal et échéance
column-trade-cfa = Métier et CFA
column-trade-ml = Métier et Mission Locale
filters = Filtres
filter-form = Filtrer la liste
filter-stage = Étape
filter-signal = Signal
filter-commune = Commune
filter-counsellor = Conseiller
filter-trade = Métier
filter-cfa = CFA
filter-age = Âge
filter-age-min = De (ans)
filter-age-max = À (ans)
filter-age-unread = Un âge s’écrit en chiffres, de 0 à 120 : ce filtre n’a pas été appliqué.
filter-age-reversed = Le premier âge dépasse le second : personne ne peut correspondre.
filter-any = Tous
filter-apply = Appliquer
chip-all = Tous
chip-searching = Cherchent une entreprise
chip-in-contract = En contrat
chip-broken = Contrat rompu
chip-minors = Mineurs
views = Vues enregistrées
view-save = Enregistrer la vue
view-name = Nom de la vue
view-keep = Enregistrer
view-remove = Retirer la vue
export = Exporter
export-last-name = Nom
export-first-name = Prénom
export-birth-date = Date de naissance
export-insee = Code INSEE
export-due = Échéance

person-born = { $age }, né(e) le { $on }
person-age-unknown = âge inconnu
person-commune-unknown = commune inconnue
next-title = Le prochain acte
next-you = Le prochain acte, à vous
next-other-ml = Le prochain acte, à la Mission Locale
next-other-cfa = Le prochain acte, au CFA
next-before = { $act } avant le { $due }
next-now = { $act } dès aujourd’hui
next-nothing = Rien d’urgent : aucun signal n’attend de réponse.
acts = Actes possibles
care-title = Qui accompagne
care-source = A un dossier à son nom
care-residence = Couvre son lieu d’habitation
care-unknown = Conseiller inconnu
care-none-ml = Aucune Mission Locale ne suit ce jeune.
care-none-cfa = Aucun CFA ne suit ce jeune.
shared-with = Partagé avec { $names } : cette page, ses signaux et son histoire se voient des deux côtés.
shared-none-ml = Aucune Mission Locale ne voit cette page pour l’instant.
shared-none-cfa = Aucun CFA ne voit cette page pour l’instant.
reach-title = Joindre
reach-none = Ni téléphone ni e-mail connus.
reach-communes = Communes possibles d’après le code postal : { $names }.
contracts-title = Contrats
contracts-none = Aucun contrat connu.
contract-employer = Employeur, SIRET { $siret }
contract-employer-unknown = Employeur inconnu
contract-dates = du { $start }, prévu jusqu’au { $end }
contract-broken = Rompu le { $day }
national-title = Statut national
national-if-unchanged = { $status }, si rien ne change
national-none = Aucun dossier de CFA : pas de statut national.
situation-title = Situation
signals-title = Signaux
signals-none = Rien à signaler.
signal-since = Depuis le { $day }
history-title = Ce qui s’est passé
history-filter = Filtrer l’histoire
history-all = Tout
history-none = Rien n’est encore raconté ici.
history-undone = (annulé)
history-more = et { $n ->
    [1] un autre changement
   *[other] { $n } autres changements
  }
history-changed = { $field } : { $before } devient { $after }
history-told = { $field } : { $after }
history-recorded = noté le { $day }
sources-title = D’où viennent ces informations
sources-conflicts = { $n ->
    [1] 1 désaccord
   *[other] { $n } désaccords
  }
sources-conflict = Les sources ne disent pas la même chose
sources-fact = Information
sources-kept = Retenue
sources-keep = Retenir
sources-silent = non transmis
sources-file = le dossier en entier
source-updated = à jour au { $day }

line-title = Son parcours
line-limit = limite légale
line-today = Aujourd’hui
line-now = Aujourd’hui : { $stage }
line-accompanied = Avant la formation
line-without-training = Accompagnement
goal-contract = Contrat
goal-training = Entrée en CFA
goal-to-find = à trouver
goal-job = Emploi

form-means = Comment s’est passé l’échange ?
form-contact-on = Le jour
form-contact-shared = Les organismes qui accompagnent ce jeune verront qu’un échange a eu lieu, sa date et son moyen.
form-commune = Code postal et commune
form-commune-help = Par exemple 93100 Montreuil. La commune dit quelle Mission Locale accompagne.
form-details-shared = Un champ vide ne change rien. Les organismes qui accompagnent ce jeune verront ces informations.
form-diploma = Le diplôme est-il obtenu ?
form-diploma-yes = Oui, obtenu
form-diploma-no = Non
form-diploma-on = Date du diplôme (si vous la connaissez)
form-save = Enregistrer
problem-commune-several = Plusieurs communes ont ce code postal : choisissez la bonne.
problem-choose-colleague = Choisissez à qui confier ce jeune.

handover-title = Confier { $name }
handover-present = Suivi aujourd’hui par { $name }.
handover-nobody = Personne n’est indiqué aujourd’hui.
handover-to = À qui ?
handover-choose = Choisissez un collègue
handover-option = { $name } ({ $n } { $n ->
    [one] jeune
   *[other] jeunes
  })
handover-help = Le jeune et ses signaux passent dans la journée de cette personne.
handover-do = Confier

help-title = Aide
help-lead = Les mots employés ici, et les touches qui font gagner du temps.
help-terms = Les mots
help-keys = Le clavier
help-key-search = aller à la recherche
help-key-rows = passer d’une ligne à l’autre
help-key-doubts = sur la page des doublons : même personne, deux personnes, je ne sais pas
help-key-enter-name = Entrée
help-key-enter = ouvrir la fiche de la ligne
help-key-escape-name = Échap
help-key-escape = fermer un menu, quitter la recherche
term-alternance = Contrat d’apprentissage
term-alternance-is = Contrat de travail entre une entreprise et un apprenti, qui se forme en même temps au CFA.
term-cej = CEJ
term-cej-is = Contrat d’engagement jeune : accompagnement intensif d’une Mission Locale, avec une allocation.
term-cfa = CFA
term-cfa-is = Centre de formation d’apprentis. Ici, ceux des chambres de métiers et de l’artisanat (CMA).
term-dossier = Dossier
term-dossier-is = Ce qu’un CFA ou une Mission Locale sait d’un jeune, tel que son logiciel le transmet.
term-etape = Étape
term-etape-is = Où en est le parcours. Elle se calcule à partir des faits ; personne ne la saisit.
term-milo = i-milo
term-milo-is = Le logiciel national des Missions Locales.
term-ml = Mission Locale
term-ml-is = Structure qui accompagne les jeunes de 16 à 25 ans sortis de l’école.
term-pacea = PACEA
term-pacea-is = Parcours contractualisé d’accompagnement vers l’emploi et l’autonomie, dans une Mission Locale.
term-rome = Code ROME
term-rome-is = Code national d’un métier ; D1102 veut dire boulanger.
term-rqth = RQTH
term-rqth-is = Reconnaissance de la qualité de travailleur handicapé. Trait d’union ne garde jamais pourquoi.
term-rupture = Rupture
term-rupture-is = Fin d’un contrat avant la date prévue. Le CFA garde l’apprenti six mois au plus.
term-signal = Signal
term-signal-is = Un fait qui demande un acte : il dit pourquoi, depuis quand, avant quand, et disparaît quand les faits changent.
