export { alsoValidateCart, assertCartCleared, type CartCheck, type GateCart } from './cart';
export { assertCleared, codes } from './check';
export { questionOf, type Kind, type MedusaContent, type Question } from './content';
