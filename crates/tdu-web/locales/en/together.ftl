signal-task-due = Task to do
reason-task-due = A task asked for on { $cause } { $passed ->
    [yes] was due on { $due }: it still waits.
   *[no] is due on { $due }.
  }
consequence-task-due = The other team counts on it: do it, or say that it is no longer needed.
answer-see-tasks = See the tasks

act-task-asked = A task was asked for.
act-task-done = A task was done.
act-task-dropped = A task is no longer needed.
act-task-reopened = A task is to do again.
act-task-taken = Somebody took a task.
act-task-given-back = A task is to be shared out again.
told-task-asked = Task asked of { $owner } by { $due }: { $what }
told-task-done = Task done: { $what }
told-task-dropped = Task no longer needed: { $what }
told-task-reopened = Task to do again: { $what }
told-task-taken = Takes the task: { $what }
told-task-given-back = Task to be shared out again: { $what }

task-kind-call = Call the young person
task-kind-meet = Meet the young person
task-kind-document = Gather a document
task-kind-company-search = Look for a company
task-kind-call-company = Call the company
task-kind-procedure = Help with a procedure
task-kind-report = Give news to the other team
task-kind-words = { $kind }: { $words }

tasks-title = Shared tasks
tasks-none = No task under way.
tasks-to-do = Your tasks for this young person
task-title = Ask for a task about { $name }
task-lead = A task always has a team that does it and a due date. It is on that team's desk a week before, or at once when the other team asks.
task-what = What is to be done?
task-what-else = Something else, to write below
task-words = Details
task-words-help = In a few words. Optional if you chose a task in the list. No social security number, no detail of health.
task-for = Who does it?
task-for-me = I do
task-for-all = { $name } (to be shared out)
task-due = By when?
task-shared = Both teams that accompany this young person will see the task, your name, the due date and what becomes of it.
task-ask = Ask for a task
task-asked-by = asked for by { $who }, { $on }
task-state-done = done by { $who }, { $on }
task-state-dropped = no longer needed, says { $who }, { $on }
task-do-done = Done
task-do-dropped = No longer needed
task-do-reopened = To do again
task-do-taken = I take it
task-do-given-back = To be shared out

toast-task-asked = The task is asked for.
toast-task-done = The task is done.
toast-task-dropped = The task is no longer to do.
toast-task-reopened = The task is to do again.
toast-task-taken = You take the task.
toast-task-given-back = The task is to be shared out again.

problem-task-words = Choose a task in the list or write it, in 200 characters at most.
problem-task-due = Give a due date, from today to a year ahead.
problem-task-owner = Choose who does it, among those who accompany this young person.
problem-task-stranger = This task is between two other organisations.
problem-task-not-owner = Only the organisation that must do this task shares it out.
problem-task-closed = This task is closed already.
problem-task-still-open = This task is not closed.
problem-task-yours = You have this task already.
problem-task-nobodys = Nobody took this task.
