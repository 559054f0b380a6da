// The set-up is plain JavaScript, so that it runs before anything is installed; here its modules are untyped.
declare module "../../scripts/*";
