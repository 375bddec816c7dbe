lookback-none = 📊 Er is nog niets om te tonen. Na een ontmoeting krijgt wie er was vier kaarten en drie zinnen. Wat zij kozen, staat hier de week erna, vanaf donderdag.
lookback-week = 📊 Week van { $monday }
lookback-few = Minder dan { $min } antwoorden, of allemaal hetzelfde: dat tonen we niet.
lookback-next = ➡️ Volgende kaart
lookback-before = ⬅️ Week ervoor
