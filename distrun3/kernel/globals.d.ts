/** What every cell finds without an import: `kernel` and `prompt`. The compiler of cells reads the declarations of this file. */
import "./input";
import "./kernel";
