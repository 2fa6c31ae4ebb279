/*
 * The pages below "Me", which come together once one of them is wanted: who only
 * looks at this week does not wait for them.
 */
export { Account } from "./account";
export { History } from "./history";
export { Invitations } from "./invitations";
export { LettersPage } from "./letters";
export { Mine } from "./me";
export { People } from "./people";
export { Pools } from "./pools";
export { Profile } from "./profile";
