# Les accès accordés à d’autres, et ce que le registre des accès dit de plus
given-title = Accès accordés
given-lead = Des structures qui n’accompagnent pas ces personnes, mais qui voient leur fiche parce qu’une demande fut acceptée. Chaque accès se ferme seul après son dernier jour.
given-until = Jusqu’au { $until }.
given-withdraw = Retirer cet accès
given-withdraw-text = La structure ne verra plus cette fiche, dès maintenant. Elle pourra redemander l’accès. Ce qu’elle a déjà noté reste.
given-withdraw-do = Retirer l’accès
requests-state-withdrawn = L’accès a été retiré avant sa fin.
toast-access-withdrawn = L’accès est retiré.
problem-access-not-given = Cet accès n’est pas, ou plus, accordé.
act-access-withdrawn = L’accès d’une autre structure a été retiré avant sa fin.
act-access-withdrawn-from = Accès retiré à { $name } avant sa fin
look-sign-in-delayed = Connexion retardée : trop d’essais
look-key-refused = Clé d’API refusée
