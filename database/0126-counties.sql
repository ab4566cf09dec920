-- A reason people wrote is not kept in rows that can never change: acts on half-year reports are held as acts on plans and returns are.
drop trigger progress_act_immutable on progress_act;
