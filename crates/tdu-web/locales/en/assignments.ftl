# Who follows a young person because they acted

signal-assignment-ending = Follow-up about to end
reason-assignment-ending = No act since { $cause }: the follow-up ends on { $due }.
consequence-assignment-ending = A contact is enough to prolong it; otherwise a colleague can take the young person in charge.
act-person-taken = Young person taken in charge.
assignment-take = Take in charge
toast-taken = You take this young person in charge.
problem-assignment-yours = You follow this young person already.
