# Qui suit un jeune parce qu’il a agi

signal-assignment-ending = Suivi qui s’éteint
reason-assignment-ending = Plus aucun acte depuis le { $cause } : le suivi s’éteint le { $due }.
consequence-assignment-ending = Un échange suffit à le prolonger ; sinon, un collègue peut prendre le jeune en charge.
act-person-taken = Jeune pris en charge.
assignment-take = Prendre en charge
toast-taken = Vous prenez ce jeune en charge.
problem-assignment-yours = Vous suivez déjà ce jeune.
