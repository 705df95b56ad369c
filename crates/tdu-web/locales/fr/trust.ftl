# La confiance : qui ressemble à un dossier archivé, les limites dites à l’écran
archived-alike-title = Peut-être revenus
archived-alike-lead = Un dossier archivé de votre organisme ressemble à quelqu’un d’arrivé depuis. Personne d’autre ne le voit, et rien n’est réuni : vous seul pouvez sortir le dossier de l’archive.
archived-alike-archived = Dossier archivé
archived-alike-other = Dossier arrivé depuis
archived-alike-born = né(e) le { $day }
archived-alike-back-aid = Le dossier revient aux équipes, qui disent ensuite si c’est la même personne.
archived-alike-apart = Ce sont deux personnes
toast-archived-apart = Deux personnes : le dossier reste archivé.
problem-other-employer = Vous êtes entré par le fournisseur d’identité pour un autre employeur. Déconnectez-vous, puis revenez par lui pour cette structure.
