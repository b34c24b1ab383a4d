-- A backup holds everybody: it is asked for by whoever showed their password of late.
set local role airt_owner;
create policy shown_again on app.backup_run as restrictive for insert to airt_app with check ((select sec.proved_lately()));
