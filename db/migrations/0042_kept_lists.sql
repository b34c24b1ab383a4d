-- What stands in the address of a list that is kept: a repetition of that many is more than a pattern may count.
set local role airt_owner;

alter table app.saved_view drop constraint saved_view_query_check,
  add check (length(query) <= 300 and query ~ '^[A-Za-z0-9_=&-]*$');
