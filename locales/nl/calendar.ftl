calendar-get = 📆 In mijn agenda
calendar-take-out = 📆 Uit mijn agenda
calendar-sent = 📆 Hieronder komt een bestand.
calendar-file = ontmoeting.ics
calendar-area = { $area }
calendar-open = 📆 Open dit bestand, dan staat het in je agenda. Het adres staat er niet in: dat krijg je hier, een dag vooraf. Lezen anderen mee in je agenda? Dan zien ze dit misschien.
calendar-open-cancelled = 📆 Open dit bestand, dan staat in je agenda dat het niet doorgaat.
