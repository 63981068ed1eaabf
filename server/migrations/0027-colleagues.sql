-- While a drill goes on, the officers of its story work on beside the trainees (decision 0039).
ALTER TABLE drill_state ADD COLUMN colleagues boolean NOT NULL DEFAULT true;   -- false: nobody signs but who sits there
